package io.eafix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The services' REST APIs. */
@AnalyzeClasses(packages = "io.eafix", importOptions = ImportOption.DoNotIncludeTests.class)
class RestRulesTest {
  private static final String REST = "jakarta.ws.rs.";

  /** Sets the simulated market's prices and depth: what is set twice is as it was set once. */
  private static final String PAPER_MARKET = "io.eafix.execution.paper.PaperResource";

  private static final String IDEMPOTENT = "io.eafix.idempotency.Idempotent";

  @ArchTest
  static final ArchRule everyWriteIsIdempotent =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(Code.SERVICES)
          .and()
          .areDeclaredInClassesThat()
          .areNotInterfaces()
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName(PAPER_MARKET)
          .and()
          .areDeclaredInClassesThat()
          // The relay has no database of its own to keep answers in; the state of the event or the
          // source guards its operators' writes.
          .resideOutsideOfPackage("io.eafix.relay..")
          .and(
              DescribedPredicate.describe(
                  "write",
                  method ->
                      method.isAnnotatedWith(REST + "POST")
                          || method.isAnnotatedWith(REST + "PUT")
                          || method.isAnnotatedWith(REST + "PATCH")
                          || method.isAnnotatedWith(REST + "DELETE")))
          .should()
          .beAnnotatedWith(IDEMPOTENT)
          .because("a client that got no answer must be able to ask again");

  @ArchTest
  static final ArchRule errorsLeaveThroughOnePipeline =
      noClasses()
          .that()
          .resideInAnyPackage(Code.SERVICES)
          .should()
          .implement("jakarta.ws.rs.ext.ExceptionMapper")
          .because("every problem body is made in one place, after RFC 9457");

  @ArchTest
  static final ArchRule noServerExceptionMappers =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(Code.SERVICES)
          .should()
          .beAnnotatedWith("org.jboss.resteasy.reactive.server.ServerExceptionMapper")
          .because("every problem body is made in one place, after RFC 9457");

  @ArchTest
  static final ArchRule transactionsAreOpenedInOneWay =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(Code.SERVICES)
          .should()
          .beAnnotatedWith("jakarta.transaction.Transactional")
          .orShould()
          .beAnnotatedWith("io.quarkus.hibernate.reactive.panache.common.WithTransaction")
          .because("the extension's Transactions decide where an effect and its outbox row meet");
}
