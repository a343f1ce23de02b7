package io.eafix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMembers;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** How services run: without blocking, configured and logged in one way. */
@AnalyzeClasses(packages = "io.eafix", importOptions = ImportOption.DoNotIncludeTests.class)
class RuntimeRulesTest {
  /** QuickFIX/J calls back on threads of its own, and takes the return for the acknowledgement. */
  private static final String FIX_CALLBACKS = "io.eafix.execution.fix..";

  /** The relay's lanes have a thread each, which does nothing but publish. */
  private static final String RELAY_LANES = "io.eafix.relay.kafka..";

  /** A counterparty to trade with: a program of its own, run beside the engine, not in it. */
  private static final String FIX_SIMULATOR = "io.eafix.execution.fix.simulator..";

  /** The fixture says which servers tests run on before any of them has set up a log. */
  private static final String TEST_SERVERS = "io.eafix.testservers..";

  /** For methods that block: they run on a worker thread, and their JTA transaction with them. */
  private static final String JTA = "io.eafix.idempotency.sql.JtaTransactions";

  /** Its one method that waits is for such methods, and says so. */
  private static final String OUTBOX_WRITER = "io.eafix.idempotency.outbox.OutboxWriter";

  /** Asks once, on the thread that starts the application, with the command's deadline. */
  private static final String AT_START = "io.eafix.idempotency.health.StoreStartupCheck";

  private static final String UNI_AWAIT = "io.smallrye.mutiny.groups.UniAwait";

  @ArchTest
  static final ArchRule nothingBlocksOnAUni =
      noClasses()
          .that()
          .resideInAnyPackage(Code.PRODUCT)
          .and()
          .resideOutsideOfPackage(FIX_CALLBACKS)
          .and()
          .doNotHaveFullyQualifiedName(OUTBOX_WRITER)
          .and()
          .doNotHaveFullyQualifiedName(AT_START)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(UNI_AWAIT)
          .because("one blocked event loop stalls every request on it");

  @ArchTest
  static final ArchRule nothingSleepsOrWaits =
      noClasses()
          .that()
          .resideInAnyPackage(Code.PRODUCT)
          .and()
          .resideOutsideOfPackage(RELAY_LANES)
          .and()
          .doNotHaveFullyQualifiedName(JTA)
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(CompletableFuture.class, "get")
          .orShould()
          .callMethod(CompletableFuture.class, "join")
          .orShould()
          .callMethod(Future.class, "get")
          .because("one blocked event loop stalls every request on it");

  @ArchTest
  static final ArchRule onlyTheLauncherPrints =
      noClasses()
          .that()
          .resideOutsideOfPackages(Code.LOCAL_STACK, FIX_SIMULATOR, TEST_SERVERS)
          .should(ACCESS_STANDARD_STREAMS)
          .because("services log, with level, time and trace");

  @ArchTest
  static final ArchRule oneLogger =
      noClasses()
          .that()
          .resideInAnyPackage(Code.PRODUCT)
          .should(USE_JAVA_UTIL_LOGGING)
          .because("one logging API, org.jboss.logging, is enough");

  @ArchTest
  static final ArchRule configurationIsTyped =
      noMembers()
          .should()
          .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
          .because("one documented @ConfigMapping per module tells all there is to set");

  @ArchTest
  static final ArchRule oneJsonSetup =
      noClasses()
          .that()
          .resideInAnyPackage(Code.SERVICES)
          .and()
          .resideOutsideOfPackage(FIX_SIMULATOR)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("com.fasterxml.jackson.databind.json.JsonMapper")
          .because("decimals, instants and unknown fields are treated in one way everywhere");

  @ArchTest
  static final ArchRule noJdbcInServices =
      noClasses()
          .that()
          .resideInAnyPackage(Code.SERVICES)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..")
          .because("Postgres is reached through the reactive client; JDBC blocks");
}
