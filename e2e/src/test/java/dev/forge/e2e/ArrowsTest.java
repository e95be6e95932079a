package dev.forge.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;

/**
 * The arrows between the rooms: {@code contract, runtime, archive <- activities <- worker}, {@code contract, runtime,
 * archive <- starter}, {@code runtime <- k8s}, {@code contract <- traces}. Kubernetes, the archive's store of logs and where
 * traces go are chosen by mains alone, and the archive of records is opened by mains alone.
 */
@AnalyzeClasses(
        packages = "dev.forge",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArrowsTest.DoNotIncludeTestJars.class})
class ArrowsTest {
    /** Where the rooms are packed before this one is tested, their tests are jars, and no folders. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule contractKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("dev.forge.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.forge.runtime..",
                    "dev.forge.activities..",
                    "dev.forge.worker..",
                    "dev.forge.starter..",
                    "dev.forge.standalone..");

    @ArchTest
    static final ArchRule contractKnowsNeitherKubernetesNorSqlNorHttp = noClasses()
            .that()
            .resideInAPackage("dev.forge.contract..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8..",
                    "java.sql..",
                    "javax.sql..",
                    "java.net.http..",
                    "io.micronaut..",
                    "io.netty..",
                    "software.amazon..");

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
    static final ArchRule activitiesKnowThePortAndNoAdapter = noClasses()
            .that()
            .resideInAPackage("dev.forge.activities..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.forge.runtime.local..", "dev.forge.worker..", "dev.forge.starter..", "dev.forge.standalone..");

    @ArchTest
    static final ArchRule workflowsTouchNothingButTheContractAndTemporal = noClasses()
            .that()
            .resideInAPackage("dev.forge.worker..")
            .and()
            .resideOutsideOfPackage("dev.forge.worker.main..")
            .and()
            .doNotHaveSimpleName("ForgeWorker")
            .and()
            .resideOutsideOfPackages("dev.forge.worker.reaper..", "dev.forge.worker.retention..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.forge.runtime..",
                    "dev.forge.archive..",
                    "dev.forge.activities..",
                    "dev.forge.starter..",
                    "dev.forge.standalone..",
                    "io.opentelemetry..",
                    "java.io..",
                    "java.nio.file..",
                    "java.net..");

    @ArchTest
    static final ArchRule starterAndWorkerNeverSeeEachOther = noClasses()
            .that()
            .resideInAPackage("dev.forge.starter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.forge.worker..", "dev.forge.activities..", "dev.forge.standalone..");

    @ArchTest
    static final ArchRule adaptersAreChosenOnlyInMains = outsideMains()
            .should()
            .dependOnClassesThat()
            // Of the archive's packages only the records are no adapter.
            .resideInAnyPackage(
                    "dev.forge.runtime.local..", "dev.forge.k8s..", "dev.forge.archive", "dev.forge.traces..");

    @ArchTest
    static final ArchRule theArchiveIsOpenedOnlyInMains =
            outsideMains().should().callMethod(Archive.class, "open", ArchiveSettings.class);

    @ArchTest
    static final ArchRule nobodyKnowsTheWorkersMain = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.worker.main..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.forge.worker.main..");

    @ArchTest
    static final ArchRule onlyTheRoomOfKubernetesKnowsItsClient = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.k8s..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule onlyItsAdapterKnowsRabbitMq = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.starter.rabbitmq..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.rabbitmq..");

    @ArchTest
    static final ArchRule onlyTheRoomOfTracesKnowsWhereTheyGo = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.traces..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.opentelemetry.sdk..", "io.opentelemetry.exporter..");

    @ArchTest
    static final ArchRule adaptersKnowThePortAndNotEachOther = noClasses()
            .that()
            .resideInAnyPackage("dev.forge.k8s..", "dev.forge.archive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.forge.runtime.local..",
                    "dev.forge.activities..",
                    "dev.forge.worker..",
                    "dev.forge.starter..",
                    "dev.forge.standalone..");

    @ArchTest
    static final ArchRule kubernetesAndTheArchiveDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("dev.forge.k8s..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.forge.archive..");

    @ArchTest
    static final ArchRule databasesAreTheArchivesAlone = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.archive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "javax.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..", "org.postgresql..");

    @ArchTest
    static final ArchRule objectStoresAreSpokenToByTheArchiveAndTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.forge.archive..", "dev.forge.transfer..", "dev.forge.standalone..", "dev.forge.starter.sqs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule theQueuesOfSqsAreSpokenToByOnePackage = noClasses()
            .that()
            .resideOutsideOfPackage("dev.forge.starter.sqs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.sqs..");

    @ArchTest
    static final ArchRule whoSpeaksToQueuesSpeaksToNoObjectStore = noClasses()
            .that()
            .resideInAPackage("dev.forge.starter.sqs")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.s3..");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching("dev.forge.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.forge.(**)").should().beFreeOfCycles();

    private static GivenClassesConjunction outsideMains() {
        return noClasses()
                .that()
                .resideInAnyPackage("dev.forge.starter..", "dev.forge.worker..", "dev.forge.activities..")
                .and()
                .resideOutsideOfPackage("dev.forge.worker.main..")
                .and()
                .haveSimpleNameNotEndingWith("Main");
    }
}
