package dev.forge.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of contract and runtime. */
@AnalyzeClasses(packages = "dev.forge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theContractKnowsNeitherKubernetesNorSqlNorHttp = noClasses()
            .that()
            .resideInAPackage("dev.forge.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "io.kubernetes..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "io.micronaut..",
                    "io.netty..",
                    "software.amazon..");

    @ArchTest
    static final ArchRule theContractKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("dev.forge.contract..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<>("of other rooms") {
                @Override
                public boolean test(JavaClass each) {
                    return each.getPackageName().startsWith("dev.forge.")
                            && !each.getPackageName().startsWith("dev.forge.contract");
                }
            });

    @ArchTest
    static final ArchRule theRuntimeStandsOnTheContractAndTheJdk = classes()
            .that()
            .resideInAPackage("dev.forge.runtime..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.forge.runtime..",
                    "dev.forge.contract..",
                    "java..",
                    "org.jspecify..",
                    "org.slf4j..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule thePortDoesNotKnowItsAdapters = noClasses()
            .that()
            .resideInAPackage("dev.forge.runtime")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.forge.runtime.*..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.forge.(**)").should().beFreeOfCycles();
}
