package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people do to a run's execution in Temporal itself, without asking Forge, while its module runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalByHandE2E {
    @AutoClose
    private final Installation forge;

    private final ClaimRoot volume;

    TemporalByHandE2E() throws Exception {
        forge = Installation.in(Space.named("by-hand"))
                .with("FORGE_REAPER_EVERY", "1s")
                .with("FORGE_REAPER_APART", "3s")
                .with("FORGE_REAPER_KEEP_WORKSPACE", "1s");
        volume = ClaimRoot.of(forge.space());
        forge.startWorker();
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsResetHasNoModuleBesideTheOneThatItHadBefore(Gated gated) throws Exception {
        String run = forge.submit(chain(gated));
        Pod before = Gated.waiting(forge, run, "work");

        Executions.resetToItsBeginning(forge, run);

        Pod after = Gated.waiting(
                () -> forge.livePods(run).stream()
                        .filter(pod -> !Pods.uid(pod).equals(Pods.uid(before)))
                        .toList(),
                "work");
        assertThat(forge.livePods(run)).extracting(Pods.UID).containsExactly(Pods.uid(after));
        Gated.open(after);
        assertThat(Gated.counted(forge.awaitSuccess(run))).isEqualTo("1xwork");
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatIsTerminatedHasNoPodAndNoWorkspaceSoon(Gated gated) throws Exception {
        String run = forge.submit(chain(gated));
        Gated.waiting(forge, run, "work");

        forge.temporalClient().newUntypedWorkflowStub(run).terminate("somebody's hand");

        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.livePods(run).isEmpty() && !volume.hasAnythingOf(run));
    }

    private static Chain chain(Gated gated) {
        return Chain.named("by-hand").module("work", gated.script()).module("count", Gated.count());
    }
}
