package io.eafix.idempotency.deployment;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import io.quarkus.deployment.logging.LogCleanupFilterBuildItem;
import io.quarkus.resteasy.reactive.server.spi.MethodScannerBuildItem;
import java.util.logging.Level;
import org.jboss.jandex.AnnotationInstance;

/** Registers the extension with the application that uses it. */
class IdempotencyProcessor {

  private static final String FEATURE = "eafix-idempotency";

  @BuildStep
  FeatureBuildItem feature() {
    return new FeatureBuildItem(FEATURE);
  }

  @BuildStep
  MethodScannerBuildItem idempotentMethods() {
    return IdempotentMethods.buildItem();
  }

  /** The methods that are scanned are those that say how they are called. */
  @BuildStep
  void nothingIgnored(
      CombinedIndexBuildItem index, BuildProducer<ValidationErrorBuildItem> violations) {
    for (AnnotationInstance idempotent :
        index.getIndex().getAnnotations(IdempotentMethods.IDEMPOTENT)) {
      EndpointRules.misplaced(idempotent.target().asMethod(), index.getIndex())
          .map(ValidationErrorBuildItem::new)
          .ifPresent(violations::produce);
    }
  }

  /**
   * That a key is taken is found by the row's constraint, which refuses the second one. Hibernate
   * logs two warnings for each, of which nobody needs to know; of any other constraint it still
   * tells what was violated.
   */
  @BuildStep
  LogCleanupFilterBuildItem takenKeys() {
    return new LogCleanupFilterBuildItem(
        "org.hibernate.orm.jdbc.error",
        Level.FINE,
        "HHH000247",
        "ERROR: duplicate key value violates unique constraint \"execution_pkey\"");
  }

  @BuildStep
  void boundTransactions(BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    // A wait for a row or an abandoned transaction must end by itself.
    String session = "quarkus.datasource.reactive.additional-properties.";
    defaults.produce(new RunTimeConfigurationDefaultBuildItem(session + "\"lock_timeout\"", "5s"));
    defaults.produce(
        new RunTimeConfigurationDefaultBuildItem(
            session + "\"idle_in_transaction_session_timeout\"", "20s"));
  }

  @BuildStep
  void boundRedis(BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    // The client's own queue of 24 overflows at the first burst, and an overflow looks like an
    // outage. Every command has a deadline, so a longer queue is bounded in time as well.
    defaults.produce(new RunTimeConfigurationDefaultBuildItem("quarkus.redis.max-pool-size", "16"));
    defaults.produce(
        new RunTimeConfigurationDefaultBuildItem("quarkus.redis.max-pool-waiting", "2048"));
  }

  @BuildStep
  void migrateAfterTheExtension(BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    // The tables of the extension may be there before the first migration of the application, which
    // Flyway would refuse, or, with its own baseline of 1, leave out in silence.
    String flyway = "quarkus.flyway.";
    defaults.produce(
        new RunTimeConfigurationDefaultBuildItem(flyway + "baseline-on-migrate", "true"));
    defaults.produce(new RunTimeConfigurationDefaultBuildItem(flyway + "baseline-version", "0"));
  }

  @BuildStep
  IndexDependencyBuildItem runtimeBeans() {
    return new IndexDependencyBuildItem("io.eafix", "shared-idempotency");
  }
}
