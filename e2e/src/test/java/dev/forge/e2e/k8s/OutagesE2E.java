package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Parts of the cluster are down for a while, and nothing is lost, repeated or lied about. Modules that take it well that
 * they are asked to end and those that do not go through each outage side by side.
 */
@Tag("components")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutagesE2E {
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    /** Seconds that end in an outage of half a minute, and after it. */
    private static final int WITHIN = 12;

    private static final int BEYOND = 40;

    private static final int NEVER = 600;

    @AutoClose
    private final Installation forge;

    private final Hands hands;
    private WorkerProcess worker;

    OutagesE2E() throws Exception {
        forge = Installation.in(Space.named("outages"));
        hands = new Hands(forge);
        worker = forge.startWorker();
    }

    @BeforeEach
    void theClusterIsWell() {
        Outage.awaitHealth();
    }

    private static Chain chain(String work) {
        return Chain.named("outage")
                .module("work", work, "retry: {limit: 0}")
                .module("count", "wc -l < $FORGE_DATA/effects > $FORGE_OUTPUT");
    }

    /** A run for each of a module's manners, all with their module running. */
    private Map<Manners, Pod> running(int seconds) throws Exception {
        Map<Manners, String> runs = submitted(seconds);
        Map<Manners, Pod> pods = new EnumMap<>(Manners.class);
        runs.forEach((manners, run) -> pods.put(manners, hands.ready(run, "work", 1)));
        return pods;
    }

    private Map<Manners, String> submitted(int seconds) throws Exception {
        Map<Manners, String> runs = new EnumMap<>(Manners.class);
        for (Manners manners : Manners.values()) {
            runs.put(manners, forge.submit(chain(manners.works(seconds))));
        }
        return runs;
    }

    private static String run(Pod pod) {
        return pod.getMetadata().getAnnotations().get(Names.RUN_ID);
    }

    /** Each did its work once, in its first attempt. */
    private void assertUndisturbed(String run) {
        RunReport report = forge.awaitSuccess(run);
        StepReport work = Installation.step(report, "work");
        assertThat(work.attempts()).hasSize(1);
        assertThat(work.disruptions()).isZero();
        assertThat(Installation.step(report, "count").output()).isEqualTo("1\n");
    }

    private void awaitWaiting(String run, Predicate<Waiting> why) {
        forge.await(
                run,
                report ->
                        Installation.step(report, "work").waiting().filter(why).isPresent());
    }

    private void awaitWaitingForTheApiServer(String run) {
        awaitWaiting(run, waiting -> waiting.why().contains("The API server has not told since"));
    }

    @Test
    @Tag("long")
    void stepsGoOnThroughHalfAMinuteWithoutAnApiServer() throws Exception {
        Map<Manners, Pod> pods = running(BEYOND);

        try (Outage outage = Outage.of("apiserver")) {
            for (Pod pod : pods.values()) {
                awaitWaitingForTheApiServer(run(pod));
            }
            outage.hasLasted(HALF_A_MINUTE);
        }

        pods.values().forEach(pod -> assertUndisturbed(run(pod)));
    }

    @Test
    @Tag("long")
    void stepsThatEndWhileTheApiServerIsDownHaveSucceeded() throws Exception {
        Map<Manners, Pod> pods = running(WITHIN);

        try (Outage outage = Outage.of("apiserver")) {
            outage.hasLasted(HALF_A_MINUTE);
            for (Pod pod : pods.values()) {
                assertThat(Installation.step(forge.show(run(pod)), "work").state())
                        .isEqualTo(StepState.RUNNING);
            }
        }

        pods.values().forEach(pod -> assertUndisturbed(run(pod)));
    }

    @Test
    @Tag("long")
    void aWorkerKilledWhileTheApiServerIsDownIsReplacedByAnotherThatWaitsForIt() throws Exception {
        Map<Manners, Pod> pods = running(WITHIN);

        try (Outage outage = Outage.of("apiserver")) {
            worker.kill();
            worker = forge.startWorker();
            for (Pod pod : pods.values()) {
                awaitWaitingForTheApiServer(run(pod));
            }
            outage.hasLasted(HALF_A_MINUTE);
        }

        pods.values().forEach(pod -> assertUndisturbed(run(pod)));
    }

    @Test
    @Tag("long")
    void whatIsCanceledWhileTheApiServerIsDownSaysWhyItIsStillThereAndIsCanceledThen() throws Exception {
        Map<Manners, Pod> pods = running(NEVER);

        try (Outage outage = Outage.of("apiserver")) {
            for (Pod pod : pods.values()) {
                forge.cancel(run(pod));
                awaitCanceling(run(pod), "API server");
            }
            outage.hasLasted(HALF_A_MINUTE);
        }

        for (Pod pod : pods.values()) {
            assertCanceled(run(pod));
        }
    }

    /** The object stays for as long as the controller manager has not seen how it ended. */
    private void awaitEndOfPods(String run) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> forge.livePods(run).isEmpty());
    }

    private void awaitCanceling(String run, String words) {
        forge.await(
                run,
                report ->
                        report.state() == RunState.CANCELING && reasons(report).contains(words));
    }

    private static String reasons(RunReport report) {
        return report.reason().orElse("")
                + Stream.concat(
                                report.waiting().stream(),
                                report.steps().stream().flatMap(step -> step.waiting().stream()))
                        .map(Waiting::why)
                        .collect(Collectors.joining("\n"));
    }

    private void assertCanceled(String run) {
        RunReport report = forge.awaitEnd(run);
        assertThat(report.state()).isEqualTo(RunState.CANCELED);
        assertThat(Installation.step(report, "work").state()).isEqualTo(StepState.CANCELED);
        assertThat(Installation.step(report, "count").attempts()).isEmpty();
        assertThat(forge.livePods(run)).isEmpty();
    }

    @Test
    void aLogIsKeptAcrossARestartOfTheApiServer() throws Exception {
        int lines = 300;
        String run = forge.submit(chain("for i in $(seq " + lines + "); do echo line $i; sleep 0.1; done; echo "
                + Manners.READY + "; echo done >> $FORGE_DATA/effects"));
        forge.awaitRunning(run, "work");

        try (Outage outage = Outage.of("apiserver")) {
            outage.hasLasted(Duration.ofSeconds(5));
        }

        assertUndisturbed(run);
        String expected = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
        assertThat(new String(forge.log(run, "work", 1), StandardCharsets.UTF_8))
                .isEqualTo(expected + Manners.READY + "\n");
    }

    @Test
    void stepsGoOnThroughHalfAMinuteWithoutAKubelet() throws Exception {
        assertUndisturbedBy("kubelet", BEYOND);
    }

    @Test
    @Tag("long")
    void stepsThatEndWhileKubeletIsDownHaveSucceeded() throws Exception {
        assertUndisturbedBy("kubelet", WITHIN);
    }

    private void assertUndisturbedBy(String component, int seconds) throws Exception {
        Map<Manners, Pod> pods = running(seconds);

        try (Outage outage = Outage.of(component)) {
            outage.hasLasted(HALF_A_MINUTE);
        }

        pods.values().forEach(pod -> assertUndisturbed(run(pod)));
    }

    @Test
    @Tag("long")
    void aPodDeletedWhileKubeletIsDownIsDisruptedAndRepeated() throws Exception {
        Map<Manners, Pod> pods = new EnumMap<>(Manners.class);
        for (Manners manners : Manners.values()) {
            pods.put(manners, hands.ready(forge.submit(chain(manners.hangs(1))), "work", 1));
        }

        try (Outage outage = Outage.of("kubelet")) {
            pods.values().forEach(hands::deletePod);
            outage.hasLasted(HALF_A_MINUTE);
            for (Pod pod : pods.values()) {
                assertThat(forge.show(run(pod)).state()).isEqualTo(RunState.RUNNING);
                assertThat(Installation.step(forge.show(run(pod)), "work").attempts())
                        .hasSize(1);
            }
        }

        pods.values().forEach(pod -> assertRepeated(run(pod)));
    }

    @Test
    @Tag("long")
    void whatIsCanceledWhileKubeletIsDownSaysWhatItWaitsForAndIsCanceledWhenItIsBack() throws Exception {
        Map<Manners, Pod> pods = running(NEVER);

        try (Outage _ = Outage.of("kubelet")) {
            for (Pod pod : pods.values()) {
                forge.cancel(run(pod));
                awaitCanceling(run(pod), "was asked to end");
            }
            for (Pod pod : pods.values()) {
                String node = pod.getSpec().getNodeName();
                awaitWaiting(
                        run(pod),
                        waiting -> waiting.why()
                                        .equals("its pod " + pod.getMetadata().getName() + " should be gone, but node "
                                                + node + " has not said that its containers have ended")
                                && waiting.remedy()
                                        .filter(remedy -> remedy.contains("kubectl describe node " + node))
                                        .isPresent());
                assertThat(forge.show(run(pod)).state()).isEqualTo(RunState.CANCELING);
                assertThat(forge.livePods(run(pod))).extracting(Pods.UID).containsExactly(Pods.uid(pod));
            }
        }

        for (Pod pod : pods.values()) {
            assertCanceled(run(pod));
        }
    }

    private void assertRepeated(String run) {
        RunReport report = forge.awaitSuccess(run);
        StepReport work = Installation.step(report, "work");
        assertThat(work.retries()).isZero();
        assertThat(work.attempts())
                .extracting(AttemptReport::counts)
                .containsExactly(AttemptReport.Counts.FIRST, AttemptReport.Counts.DISRUPTION);
        assertThat(work.attempts().getFirst().failure().orElseThrow().category())
                .isEqualTo(Category.DISRUPTED);
        assertThat(Installation.step(report, "count").output()).isEqualTo("1\n");
    }

    @Test
    void stepsGoOnThroughARestartOfContainerd() throws Exception {
        Map<Manners, Pod> pods = running(WITHIN);

        try (Outage outage = Outage.of("containerd")) {
            outage.hasLasted(Duration.ofSeconds(5));
        }

        pods.values().forEach(pod -> assertUndisturbed(run(pod)));
    }

    @Test
    void aStepThatBeginsWithoutTheControllerManagerSaysSoAndRunsWhenItIsBack() throws Exception {
        assertBeginsAfter("controllers", "waits for Kubernetes' Job controller to make its pod");
    }

    @Test
    void aStepThatBeginsWithoutTheSchedulerSaysSoAndRunsWhenItIsBack() throws Exception {
        assertBeginsAfter("scheduler", "waits for Kubernetes' scheduler to find it a node");
    }

    private void assertBeginsAfter(String component, String sentence) throws Exception {
        Map<Manners, String> runs;
        try (Outage _ = Outage.of(component)) {
            runs = submitted(1);
            for (String run : runs.values()) {
                awaitWaiting(
                        run,
                        waiting -> waiting.why().equals(sentence)
                                && waiting.limit().isPresent()
                                && waiting.remedy().isPresent());
            }
        }

        runs.values().forEach(this::assertUndisturbed);
    }

    @Test
    void whatIsCanceledWithoutTheControllerManagerHasNoPodLeftAndIsCanceledWhenItIsBack() throws Exception {
        Map<Manners, Pod> pods = running(NEVER);

        try (Outage _ = Outage.of("controllers")) {
            for (Pod pod : pods.values()) {
                forge.cancel(run(pod));
            }
            for (Pod pod : pods.values()) {
                awaitCanceling(run(pod), "which Kubernetes' Job controller has not seen yet");
                awaitEndOfPods(run(pod));
                assertThat(forge.show(run(pod)).state()).isEqualTo(RunState.CANCELING);
            }
        }

        for (Pod pod : pods.values()) {
            assertCanceled(run(pod));
        }
    }
}
