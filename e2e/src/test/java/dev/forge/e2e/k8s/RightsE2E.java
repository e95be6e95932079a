package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunState;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The Role that ships grants a worker what it asks for, and nothing else. */
class RightsE2E {
    private static final String HANGS = "sleep 600";

    private final Space space = Space.named("rights");
    private final WorkerRights rights = WorkerRights.in(space);
    private final RecordingApi api = RecordingApi.open();
    private final Installation forge = Installation.in(space)
            .with("KUBECONFIG", rights.kubeconfig(api.uri()).toString())
            // Without a sink, a run's workspace would be kept for longer than anybody waits here.
            .with("FORGE_KEEP_WORKSPACE", "1s");

    RightsE2E() throws Exception {}

    @AfterEach
    void close() throws IOException {
        forge.close();
        api.close();
    }

    @Test
    void eachVerbOfTheRoleIsAskedForAndNoneIsMissing() throws Exception {
        WorkerProcess worker = forge.startWorker();
        runThrough();
        cancelWhatRuns();
        cancelWhatWaits();
        goOnAfter(worker);

        assertThat(api.refused()).isEmpty();
        assertThat(api.granted()).isEqualTo(rights.granted());
    }

    private void runThrough() throws Exception {
        try (CleaningJobs cleaning = CleaningJobs.watch(space)) {
            String run = forge.submit(
                    Chain.named("rights").module("first", "echo hello").module("second", "true"));

            forge.awaitSuccess(run);
            assertThat(forge.log(run, "first", 1)).asString().isEqualTo("hello\n");
            // The last of all that is done for a run, and done after its end.
            cleaning.awaitOneHasComeAndGone();
        }
    }

    private void cancelWhatRuns() throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", HANGS));
        forge.awaitRunning(run, "first");
        forge.cancel(run);
        assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
    }

    private void cancelWhatWaits() throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", "true", "resources: {memory: 900Gi}"));
        forge.await(run, report -> Reasons.of(report).contains("Insufficient memory"));
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
}
