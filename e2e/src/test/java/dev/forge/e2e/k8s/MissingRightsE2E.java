package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.CleanupWorkflow;
import io.temporal.api.failure.v1.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A right of the worker's Role that is taken away is missed, and whoever looks is told which. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingRightsE2E {
    static final List<String> LAUNCH = List.of("list jobs", "create configmaps", "create jobs");
    static final List<String> CANCEL = List.of("get jobs", "list pods", "patch jobs");
    static final List<String> END_THE_POD = List.of("delete pods");
    static final List<String> CANCEL_WHILE_WAITING = List.of("list events");
    static final List<String> CLEANUP = List.of("list configmaps", "delete configmaps", "delete jobs");
    static final List<String> GO_ON = List.of("get configmaps");
    static final List<String> WATCH = List.of("watch jobs", "watch pods");
    static final List<String> LOG = List.of("get pods/log");

    private static final String HANGS = "sleep 600";

    private final Space space = Space.named("missing");
    private final WorkerRights rights = WorkerRights.in(space);

    @AutoClose
    private final RecordingApi api = RecordingApi.open();

    @AutoClose
    private final Installation forge = Installation.in(space)
            // Else the workspace of a run without a sink stays for days, and its cleaning Job is never made.
            .with("FORGE_KEEP_WORKSPACE", "1s")
            .with("KUBECONFIG", rights.kubeconfig(api.uri()).toString());

    private WorkerProcess worker = forge.startWorker();

    MissingRightsE2E() throws Exception {}

    @AfterEach
    void restore() {
        rights.restore();
    }

    @Test
    void noRightOfTheRoleIsLeftOutHere() {
        List<String> all = Stream.of(LAUNCH, CANCEL, END_THE_POD, CANCEL_WHILE_WAITING, CLEANUP, GO_ON, WATCH, LOG)
                .flatMap(List::stream)
                .toList();

        assertThat(all).containsExactlyInAnyOrderElementsOf(rights.granted());
    }

    @ParameterizedTest
    @FieldSource("LAUNCH")
    void aRunThatCannotBeLaunchedSaysWhichRightItLacksAndGoesOnOnceItIsGranted(String right) throws Exception {
        rights.without(right);

        String run = forge.submit(Chain.named("rights").module("first", "true"));

        awaitReason(run, right);
        rights.restore();
        forge.awaitSuccess(run);
    }

    @ParameterizedTest
    @FieldSource("CANCEL")
    void aRunThatCannotBeCanceledSaysWhichRightItLacksAndIsCanceledOnceItIsGranted(String right) throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", HANGS));
        forge.awaitRunning(run, "first");
        rights.without(right);

        cancelLacking(right, run);

        assertThat(forge.livePods(run)).isEmpty();
    }

    /** The Job controller ends it as well, so that nothing waits for it. */
    @ParameterizedTest
    @FieldSource("END_THE_POD")
    void aRunWhosePodForgeMayNotDeleteIsCanceledAllTheSameAndItsHistoryTells(String right) throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", HANGS));
        forge.awaitRunning(run, "first");
        rights.without(right);

        forge.cancel(run);

        RunReport report = forge.awaitEnd(run);
        assertThat(report.state()).isEqualTo(RunState.CANCELED);
        assertThat(Told.of(forge, worker, report).of(Told.HISTORY)).contains(words(right));
    }

    @ParameterizedTest
    @FieldSource("CANCEL_WHILE_WAITING")
    void aRunThatIsCanceledWhileItWaitsSaysWhichRightItLacks(String right) throws Exception {
        String run = forge.submit(Chain.named("rights").module("first", "true", "resources: {memory: 900Gi}"));
        forge.await(run, report -> Reasons.of(report).contains("Insufficient memory"));
        rights.without(right);

        cancelLacking(right, run);
    }

    private void cancelLacking(String right, String run) throws Exception {
        forge.cancel(run);
        awaitReason(run, right);
        assertThat(forge.show(run).state()).isEqualTo(RunState.CANCELING);
        rights.restore();
        assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
    }

    /** The run is over by then: its cleanup is a workflow of its own. */
    @ParameterizedTest
    @FieldSource("CLEANUP")
    void aCleanupSaysInTemporalWhichRightItLacks(String right) throws Exception {
        rights.without(right);

        String run = forge.submit(Chain.named("rights").module("first", "true"));

        forge.awaitSuccess(run);
        await().atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> Executions.pendingActivities(forge, CleanupWorkflow.idOf(run)).stream()
                        .map(activity -> said(activity.getLastFailure()))
                        .anyMatch(said -> said.contains(words(right))));
    }

    /** Temporal keeps a long failure as the cause of a short one. */
    private static String said(Failure failure) {
        return failure.getMessage() + (failure.hasCause() ? said(failure.getCause()) : "");
    }

    @ParameterizedTest
    @FieldSource("GO_ON")
    void aWorkerThatGoesOnWithAnothersRunSaysWhichRightItLacks(String right) throws Exception {
        String run =
                forge.submit(Chain.named("rights").module("first", "sleep 5").module("second", "true"));
        forge.awaitRunning(run, "first");
        rights.without(right);
        anotherWorker();

        awaitReason(run, right);
    }

    /** It has seen nothing for long enough then to say so, of the watch that has been silent for longest. */
    @Test
    void aWorkerThatMayNotWatchSaysWhatAndGoesOnOnceItMay() throws Exception {
        rights.without(WATCH.toArray(String[]::new));
        anotherWorker();

        String run = forge.submit(Chain.named("rights").module("first", "sleep 60"));

        forge.await(
                run,
                report -> Reasons.of(report)
                        .matches("(?s).*a watch of apis?/\\S+/(jobs|pods) with 403.*list and watch Jobs and Pods.*"));
        for (String right : WATCH) {
            assertThat(worker.log())
                    .containsPattern("The watch of " + right.substring("watch ".length())
                            + " in \\S+ is broken, and goes on trying: .* 403");
        }
        rights.restore();
        forge.awaitSuccess(run);
    }

    @ParameterizedTest
    @FieldSource("LOG")
    void aRunWhoseLogMayNotBeReadSaysSoAndEndsOnceItsLogIsWhole(String right) throws Exception {
        rights.without(right);

        String run = forge.submit(Chain.named("rights").module("first", "echo hello"));

        awaitReason(run, right);
        rights.restore();
        forge.awaitSuccess(run);
        assertThat(forge.log(run, "first", 1)).asString().isEqualTo("hello\n");
    }

    private void anotherWorker() {
        worker.kill();
        worker = forge.startWorker();
    }

    private void awaitReason(String run, String right) {
        forge.await(run, report -> Reasons.of(report).contains(words(right)));
    }

    /** As Kubernetes says it. */
    private static String words(String right) {
        return "cannot " + right.replace(" ", " resource \"") + "\"";
    }
}
