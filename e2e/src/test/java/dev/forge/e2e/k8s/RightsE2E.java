package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Names;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Role that ships grants a worker what it needs, and nothing else. */
class RightsE2E {
    private static final String HANGS = "sleep 600";

    private final Space space = Space.named("rights");
    private final WorkerRights rights = WorkerRights.in(space);
    private final RecordingApi api = RecordingApi.open();
    private final Installation forge = Installation.in(space)
            .with("KUBECONFIG", rights.kubeconfig(api.uri()).toString());

    RightsE2E() throws Exception {}

    @AfterEach
    void close() throws IOException {
        forge.close();
        api.close();
    }

    @Test
    void eachVerbOfTheRoleIsNeededAndNoneIsMissing() throws Exception {
        WorkerProcess worker = forge.startWorker();
        runThrough();
        cancelWhatRuns();
        cancelWhatWaits();
        goOnAfter(worker);

        assertThat(api.refused()).isEmpty();
        assertThat(api.granted()).isEqualTo(rights.granted());
    }

    private void runThrough() throws Exception {
        String run =
                forge.submit(Chain.named("rights").module("first", "echo hello").module("second", "true"));

        forge.awaitSuccess(run);
        assertThat(forge.log(run, "first", 1)).asString().isEqualTo("hello\n");
        Awaitility.await().atMost(Installation.PATIENCE).until(() -> cleaningJobs() == 0);
    }

    private long cleaningJobs() {
        return Cluster.shared()
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(space.name())
                .withLabel(Names.PURPOSE)
                .list()
                .getItems()
                .size();
    }

    private void cancelWhatRuns() throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", HANGS));
        forge.awaitRunning(run, "first");
        forge.cancel(run);
        assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
    }

    private void cancelWhatWaits() throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", "true", "resources: {memory: 900Gi}"));
        forge.await(run, report -> reasons(report).contains("Insufficient memory"));
        forge.cancel(run);
        assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
    }

    /** Another worker finds the run's ConfigMap there. */
    private void goOnAfter(WorkerProcess worker) throws Exception {
        String run =
                forge.submit(Chain.named("rights").module("first", "sleep 5").module("second", "true"));
        forge.awaitRunning(run, "first");
        worker.kill();
        forge.startWorker();
        forge.awaitSuccess(run);
    }

    private static String reasons(RunReport report) {
        return Stream.concat(
                        report.waiting().stream(), report.steps().stream().flatMap(step -> step.waiting().stream()))
                .map(Waiting::why)
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({"create, configmaps, ''", "create, jobs, batch"})
    void aRunThatLacksARightSaysWhichAndGoesOnOnceItIsGranted(String verb, String resource, String group)
            throws Exception {
        rights.without(verb, resource);
        forge.startWorker();

        String run = forge.submit(Chain.named("rights").module("first", "true"));

        forge.await(
                run,
                report -> reasons(report)
                        .contains("cannot " + verb + " resource \"" + resource + "\" in API group \"" + group + "\""));
        rights.restore();
        forge.awaitSuccess(run);
    }

    @Test
    void aCanceledRunThatLacksTheRightToMarkItsJobSaysSoAndIsCanceledOnceItIsGranted() throws Exception {
        rights.without("patch", "jobs");
        forge.startWorker();
        String run = forge.submit(Chain.named("rights").module("first", HANGS));
        forge.awaitRunning(run, "first");

        forge.cancel(run);

        forge.await(
                run,
                report -> report.state() == RunState.CANCELING
                        && reasons(report).contains("cannot patch resource \"jobs\""));
        rights.restore();
        assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
        assertThat(forge.livePods(run)).isEmpty();
    }
}
