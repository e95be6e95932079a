package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The folder of a run on the volume stays for the time that is set, and is removed then, and no other is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class WorkspacesE2E {
    private static final Duration KEPT = Duration.ofSeconds(20);

    @AutoClose
    private final Installation forge;

    private final ClaimRoot volume;

    WorkspacesE2E() throws Exception {
        forge = Installation.in(Space.named("workspaces")).with("FORGE_KEEP_WORKSPACE", KEPT.toSeconds() + "s");
        volume = ClaimRoot.of(forge.space());
        forge.startWorker();
    }

    @Test
    void ofARunThatSucceededWithoutASink() throws Exception {
        isKeptAndThenRemoved("true", RunState.SUCCEEDED);
    }

    @Test
    void ofARunThatFailed() throws Exception {
        isKeptAndThenRemoved("exit 1", RunState.FAILED);
    }

    private void isKeptAndThenRemoved(String end, RunState expected) throws Exception {
        String other = forge.submit(Chain.named("other").module("work", Gated.IGNORES_TERM.script()));
        Pod working = Gated.waiting(forge, other, "work");
        String run = forge.submit(
                Chain.named("kept").module("work", "echo made > $FORGE_DATA/made; " + end, "retry: {limit: 0}"));

        RunReport report = forge.awaitEnd(run);
        volume.run("grep -qx made " + ClaimRoot.folder(run) + "/data/made");
        Awaitility.await().atMost(Installation.PATIENCE).until(() -> !volume.hasAnythingOf(run));
        Instant removed = Instant.now();

        assertThat(report.state()).as(report.toString()).isEqualTo(expected);
        assertThat(removed).isAfterOrEqualTo(report.endedAt().orElseThrow().plus(KEPT));
        Awaitility.await().atMost(Installation.PATIENCE).until(() -> hasNoCleaningJob(run));
        Gated.open(working);
        forge.awaitSuccess(other);
        volume.run("grep -qx work " + ClaimRoot.folder(other) + "/data/effects");
    }

    private boolean hasNoCleaningJob(String run) {
        return forge.jobs(run).stream()
                .noneMatch(job -> job.getMetadata().getLabels().containsKey(Names.PURPOSE));
    }
}
