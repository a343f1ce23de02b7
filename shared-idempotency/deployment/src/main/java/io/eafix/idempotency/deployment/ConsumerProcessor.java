package io.eafix.idempotency.deployment;

import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.RunTimeConfigurationDefaultBuildItem;
import java.util.Map;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;

/** Refuses idempotent consumers that cannot work, and sets up the channels of those that can. */
class ConsumerProcessor {

  /**
   * What the promise of an idempotent consumer needs of its channel; an entry of the channel itself
   * wins.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          // A message that waits for Postgres is not acknowledged meanwhile, however long that is.
          "throttled.unprocessed-record-max-age.ms", "0",
          // What a producer took back never happened.
          "isolation.level", "read_committed",
          // The connector's own strategy stops the channel for good at the first poison message.
          "failure-strategy", "dead-letter-queue");

  @BuildStep
  void validate(CombinedIndexBuildItem index, BuildProducer<ValidationErrorBuildItem> violations) {
    for (AnnotationInstance consumer : index.getIndex().getAnnotations(ConsumerRules.CONSUMER)) {
      if (!isInterceptor(consumer)) {
        ConsumerRules.violation(consumer)
            .map(IllegalArgumentException::new)
            .map(ValidationErrorBuildItem::new)
            .ifPresent(violations::produce);
      }
    }
  }

  @BuildStep
  void channels(
      CombinedIndexBuildItem index, BuildProducer<RunTimeConfigurationDefaultBuildItem> defaults) {
    for (AnnotationInstance consumer : index.getIndex().getAnnotations(ConsumerRules.CONSUMER)) {
      for (String channel : ConsumerRules.channels(consumer)) {
        String prefix = "mp.messaging.incoming." + quoted(channel) + ".";
        SETTINGS.forEach(
            (name, value) ->
                defaults.produce(new RunTimeConfigurationDefaultBuildItem(prefix + name, value)));
      }
    }
  }

  private static String quoted(String channel) {
    return channel.contains(".") ? '"' + channel + '"' : channel;
  }

  private static boolean isInterceptor(AnnotationInstance consumer) {
    return consumer.target().kind() == AnnotationTarget.Kind.CLASS
        && consumer.target().asClass().hasDeclaredAnnotation(jakarta.interceptor.Interceptor.class);
  }
}
