package io.eafix.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.Slice;
import java.util.Set;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.eafix", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {
  @ArchTest
  static final ArchRule servicesKnowEachOtherOnlyOverTheWire =
      slices()
          .matching("io.eafix.(*)..")
          .that(DescribedPredicate.describe("are services", DependencyRulesTest::isService))
          .should()
          .notDependOnEachOther()
          .because("each service is deployed, scaled and replaced on its own");

  @ArchTest
  static final ArchRule theExtensionKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage(Code.EXTENSION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(Code.SERVICES)
          .because("people add the extension to services of their own");

  @ArchTest
  static final ArchRule theLocalStackKnowsTheProductOnlyFromOutside =
      noClasses()
          .that()
          .resideInAPackage(Code.LOCAL_STACK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(Code.PRODUCT)
          .because("a checker that shares code with what it checks shares its mistakes");

  @ArchTest
  static final ArchRule theProductDoesNotNeedTheLocalStack =
      noClasses()
          .that()
          .resideInAnyPackage(Code.PRODUCT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(Code.LOCAL_STACK)
          .because("production runs on real servers");

  @ArchTest
  static final ArchRule internalPackagesAreInternal =
      ArchRuleDefinition.classes()
          .that()
          .resideInAPackage("..internal..")
          .should(beUsedOnlyBelowTheParentOfInternal())
          .allowEmptyShould(true)
          .because("what is marked internal is no API and changes without notice");

  private static boolean isService(Slice slice) {
    return Set.of("signal", "risk", "execution", "saga", "relay").contains(slice.getNamePart(1));
  }

  private static ArchCondition<JavaClass> beUsedOnlyBelowTheParentOfInternal() {
    return new ArchCondition<>("be used only by the package that owns them") {
      @Override
      public void check(JavaClass internal, ConditionEvents events) {
        String name = internal.getPackageName();
        String owner = name.substring(0, name.indexOf(".internal"));
        internal.getDirectDependenciesToSelf().stream()
            .filter(use -> !use.getOriginClass().getPackageName().startsWith(owner))
            .forEach(
                use -> events.add(SimpleConditionEvent.violated(internal, use.getDescription())));
      }
    };
  }
}
