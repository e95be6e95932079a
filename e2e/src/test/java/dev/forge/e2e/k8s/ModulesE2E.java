package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What modules are given, and what is seen of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesE2E {
    @AutoClose
    private final Installation forge;

    private final WorkerProcess worker;

    ModulesE2E() throws Exception {
        forge = Installation.in(Space.named("modules"));
        worker = forge.startWorker();
    }

    @Test
    void theJobsOfARunAreFoundByItsLabelAndSayWhatTheyAre() throws Exception {
        String run = forge.submit(Chain.named("labels")
                .module("first", "true")
                .module("second", "[ $FORGE_ATTEMPT = 2 ]", "retry: {backoff: 1s}"));

        forge.awaitSuccess(run);

        List<Job> jobs = forge.jobs(run);
        assertThat(jobs)
                .extracting(job -> job.getMetadata().getLabels().get(Names.STEP) + " "
                        + job.getMetadata().getLabels().get(Names.ATTEMPT))
                .containsExactlyInAnyOrder("first 1", "second 1", "second 2");
        assertThat(jobs).allSatisfy(job -> {
            assertThat(job.getMetadata().getLabels())
                    .containsAllEntriesOf(Map.of(
                            "app.kubernetes.io/managed-by",
                            "forge",
                            "forge.dev/installation",
                            "e2e",
                            "forge.dev/run",
                            RunKey.of(run)));
            assertThat(job.getMetadata().getAnnotations()).containsEntry("forge.dev/run-id", run);
        });
        assertThat(forge.pods(run))
                .extracting(pod -> pod.getMetadata().getLabels().get("forge.dev/step"))
                .containsExactlyInAnyOrder("first", "second", "second");
    }

    @Test
    void aModuleHasNoTokenForTheApi() throws Exception {
        String run = forge.submit(
                Chain.named("token")
                        .module(
                                "look",
                                "if [ -e /var/run/secrets/kubernetes.io ]; then echo token; else echo none; fi > $FORGE_OUTPUT"));

        RunReport report = forge.awaitSuccess(run);

        assertThat(Installation.step(report, "look").output()).isEqualTo("none\n");
        assertThat(forge.pods(run))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(pod.getSpec().getAutomountServiceAccountToken())
                        .isFalse());
    }

    @Test
    void theValueOfASecretIsInNoHistoryReportLogOrError() throws Exception {
        String value = "wind-" + UUID.randomUUID();
        Cluster.shared()
                .client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("station")
                        .withNamespace(forge.space().name())
                        .endMetadata()
                        .addToStringData("token", value)
                        .build())
                .create();
        String run = forge.submit(Chain.named("secret")
                .module(
                        "work",
                        "echo got ${#TOKEN} letters; exit 7",
                        "env: {TOKEN: {secret: station, key: token}}",
                        "retry: {limit: 1, backoff: 1s}"));

        RunReport report = forge.awaitEnd(run);

        assertThat(report.state()).isEqualTo(RunState.FAILED);
        Told told = Told.of(forge, worker, report);
        told.assertSilentAbout(value);
        assertThat(told.of(Told.log("work", 2))).contains("got " + value.length() + " letters");
        assertThat(told.of(Told.HISTORY)).contains("station");
        assertThat(told.of(Told.OBJECTS)).contains("station");
    }
}
