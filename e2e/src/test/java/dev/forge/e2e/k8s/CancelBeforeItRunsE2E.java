package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is canceled before its module runs is CANCELED as well, and its module never runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CancelBeforeItRunsE2E {
    private static final String NOTHING = "true";

    private static final String LABEL = "forge.dev/test";

    private static final String NEAR_THE_VOLUMES_POD = "kubernetes: {affinity: {podAffinity:"
            + " {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname,"
            + " labelSelector: {matchLabels: {" + LABEL + ": near}}}]}}}";

    private static final String INIT = "fetch";

    @AutoClose
    private final Installation forge;

    private final ClaimRoot volume;

    CancelBeforeItRunsE2E() throws Exception {
        forge = Installation.in(Space.named("cancel-early")).with("FORGE_WAIT_IMAGE_FAULT", "1h");
        volume = ClaimRoot.of(forge.space());
        forge.space().quota("things", Map.of("requests.example.com/thing", "0"));
        forge.startWorker();
    }

    @Test
    void beforeAWorkerHasSeenIt() throws Exception {
        try (Installation other = Installation.in(Space.named("cancel-queued"))) {
            String run = other.submit(Chain.named("queued").module("work", NOTHING));
            other.cancel(run);

            other.startWorker();

            assertThat(other.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
            assertThat(other.jobs(run)).isEmpty();
        }
    }

    @Test
    void beforeItsPodExists() throws Exception {
        String run = forge.submit(Chain.named("no-pod").module("work", NOTHING, "resources: {example.com/thing: 1}"));
        awaitWaiting(run, "things");

        forge.cancel(run);

        awaitCanceled(run);
        assertThat(forge.pods(run)).isEmpty();
    }

    @Test
    void whileNoNodeTakesItsPod() throws Exception {
        String run = forge.submit(Chain.named("no-node").module("work", NOTHING, "resources: {cpu: 500}"));
        awaitWaiting(run, "Insufficient cpu");

        forge.cancel(run);

        awaitCanceled(run);
    }

    @Test
    void whileItsImageCannotBePulled() throws Exception {
        String run = forge.submit(Chain.named("no-image").raw("- {name: work, image: registry.example/nothing:1}"));
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.livePods(run).stream().anyMatch(CancelBeforeItRunsE2E::failsToPull));

        forge.cancel(run);

        awaitCanceled(run);
    }

    /**
     * It hangs over a pipe that nobody reads, in place of the file by which it tries whether the volume has room. Until the
     * pipe is there, the pod waits for another to be near, which kubelet, unlike a node's label, does not look at again.
     */
    @Test
    void whileItsWorkspaceIsBegun() throws Exception {
        String run = forge.submit(Chain.named("prepare").module("work", NOTHING, NEAR_THE_VOLUMES_POD));
        awaitWaiting(run, "waits for a node");
        Pod pod = forge.livePods(run).getFirst();
        String folder = ClaimRoot.folder(run);
        volume.run("mkdir -p " + folder + " && mkfifo " + folder + "/.probe-"
                + pod.getMetadata().getName());

        volume.label(LABEL, "near");
        awaitWaiting(run, "the run's workspace is being made");
        forge.cancel(run);

        awaitCanceled(run);
    }

    /** It has to look at so much first that somebody put beside the copies. */
    @Test
    void whileItsWorkspaceIsKeptForLaterAttempts() throws Exception {
        String run = forge.submit(Chain.named("restore")
                .module("first", Gated.EXITS_0_ON_TERM.script())
                .module("work", NOTHING, "restore: true"));
        Pod first = Gated.waiting(forge, run, "first");
        String kept = ClaimRoot.folder(run) + "/kept";
        volume.run("mkdir " + kept + " && cd " + kept + " && seq 20000 | xargs touch");
        Gated.open(first);
        awaitWaiting(run, "the workspace is being kept or put back");

        forge.cancel(run);

        awaitCanceled(run);
    }

    @ParameterizedTest
    @EnumSource
    void whileAnInitContainerOfItsAuthorRuns(Manners manners) throws Exception {
        String run = forge.submit(Chain.named("init")
                .module(
                        "work",
                        NOTHING,
                        "kubernetes:\n  initContainers:\n    - name: "
                                + INIT
                                + "\n      image: busybox:1.36\n      command: [sh, -c]\n      args:\n        - |\n"
                                + manners.hangs(1).indent(10)));
        awaitWaiting(run, "init container " + INIT + " runs");
        Awaitility.await().atMost(Installation.PATIENCE).ignoreExceptions().until(() -> isReady(run));

        forge.cancel(run);

        awaitCanceled(run);
    }

    private boolean isReady(String run) {
        return Cluster.shared()
                .client()
                .pods()
                .resource(forge.livePods(run).getFirst())
                .inContainer(INIT)
                .getLog()
                .contains(Manners.READY);
    }

    private void awaitCanceled(String run) {
        assertThat(Cancels.awaitCanceled(forge, run, "work")
                        .attempts()
                        .getFirst()
                        .startedAt())
                .isEmpty();
    }

    private void awaitWaiting(String run, String why) {
        forge.await(
                run,
                report -> Installation.step(report, "work")
                        .waiting()
                        .map(Waiting::why)
                        .filter(text -> text.contains(why))
                        .isPresent());
    }

    private static boolean failsToPull(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getWaiting())
                .anyMatch(waiting -> waiting != null && waiting.getReason().contains("ImagePull"));
    }
}
