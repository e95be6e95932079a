package dev.forge.starter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.forge.starter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule whatIsDoneKnowsNothingOfHttp = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.forge.starter.run..",
                    "dev.forge.starter.body..",
                    "dev.forge.starter.intake..",
                    "dev.forge.starter.log..",
                    "dev.forge.starter.files..",
                    "dev.forge.starter.schedule..",
                    "dev.forge.starter.pipeline..",
                    "dev.forge.starter.watch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micronaut.http..", "dev.forge.starter.api..");
}
