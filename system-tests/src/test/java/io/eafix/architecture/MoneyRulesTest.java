package io.eafix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Money, prices, quantities and time. */
@AnalyzeClasses(packages = "io.eafix", importOptions = ImportOption.DoNotIncludeTests.class)
class MoneyRulesTest {
  /** Indicators are statistics, not money: they may be approximate. */
  private static final String[] INDICATORS = {
    "io.eafix.signal.strategy..", "io.eafix.signal.market.."
  };

  /** Counts permissions of a rate limit, which accrue with time. */
  private static final String RATE_LIMIT = "io.eafix.execution.sender.Gate";

  /** Implements an interface of QuickFIX/J that speaks of dates. */
  private static final String FIX_STORE = "io.eafix.execution.fix.SharedStore";

  private static final DescribedPredicate<JavaClass> BINARY_FRACTION =
      DescribedPredicate.describe(
          "a binary fraction",
          type ->
              type.isEquivalentTo(double.class)
                  || type.isEquivalentTo(float.class)
                  || type.isEquivalentTo(Double.class)
                  || type.isEquivalentTo(Float.class));

  @ArchTest
  static final ArchRule noBinaryFractions =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideOutsideOfPackages(INDICATORS)
          .and()
          .areDeclaredInClassesThat()
          .doNotHaveFullyQualifiedName(RATE_LIMIT)
          .should()
          .haveRawType(BINARY_FRACTION)
          .because("0.1 has no exact double; money, prices and quantities are BigDecimal");

  @ArchTest
  static final ArchRule noConversionToBinaryFractions =
      noClasses()
          .that()
          .resideOutsideOfPackages(INDICATORS)
          .should()
          .callMethod(java.math.BigDecimal.class, "doubleValue")
          .orShould()
          .callMethod(java.math.BigDecimal.class, "floatValue")
          .orShould()
          .callMethod(java.math.BigDecimal.class, "valueOf", double.class)
          .orShould()
          .callConstructor(java.math.BigDecimal.class, double.class)
          .because("an amount that passes through a double may come out as another one");

  @ArchTest
  static final ArchRule noOldDates =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(FIX_STORE)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Calendar.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.text.DateFormat.class)
          .because("they can be changed by whoever holds them; instants are java.time, in UTC");

  @ArchTest
  static final ArchRule timeIsInjected =
      noClasses()
          .that()
          .resideInAnyPackage(Code.PRODUCT)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(java.time.OffsetDateTime.class, "now")
          .orShould()
          .callMethod(java.time.ZonedDateTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests choose the time; a Clock is injected");
}
