package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What others end is repeated, costs no retry, and is never taken for a success. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class DisruptionsE2E {
    @AutoClose
    private final Installation forge;

    private final Hands hands;

    DisruptionsE2E() throws Exception {
        forge = Installation.in(Space.named("disruptions")).with("FORGE_DISRUPTION_LIMIT", "1");
        hands = new Hands(forge);
        forge.startWorker();
    }

    private static Chain chain(Manners manners, int hangingAttempts) {
        return Chain.named("disrupted")
                .module("work", manners.hangs(hangingAttempts), "retry: {limit: 0}")
                .module("count", "wc -l < $FORGE_DATA/effects > $FORGE_OUTPUT");
    }

    @ParameterizedTest
    @EnumSource
    void aPodDeletedByHandIsRepeatedWithoutCostingARetry(Manners manners) throws Exception {
        String run = forge.submit(chain(manners, 1));

        hands.deletePod(hands.ready(run, "work", 1));

        Failure failure = repeatedOnce(forge.awaitSuccess(run));
        assertThat(failure.category()).isEqualTo(Category.DISRUPTED);
        assertThat(failure.message()).contains("its pod was deleted by others");
    }

    @ParameterizedTest
    @EnumSource
    void anEvictedPodIsRepeatedWithoutCostingARetry(Manners manners) throws Exception {
        String run = forge.submit(chain(manners, 1));

        hands.evict(hands.ready(run, "work", 1));

        Failure failure = repeatedOnce(forge.awaitSuccess(run));
        assertThat(failure.category()).isEqualTo(Category.DISRUPTED);
        assertThat(failure.reason()).contains("EvictionByEvictionAPI");
        assertThat(failure.message()).contains("evicted");
    }

    @ParameterizedTest
    @MethodSource("dev.forge.e2e.k8s.Hands#deletions")
    void aJobDeletedByHandHasVanishedAndIsRepeatedWithoutCostingARetry(DeletionPropagation how, Manners manners)
            throws Exception {
        String run = forge.submit(chain(manners, 1));
        Pod pod = hands.ready(run, "work", 1);

        hands.deleteJob(pod, how);

        Failure failure = repeatedOnce(forge.awaitSuccess(run));
        assertThat(failure.category()).isEqualTo(Category.VANISHED);
        assertThat(failure.message()).contains("its Job was deleted by others");
        assertThat(Cluster.shared().client().pods().resource(pod).get()).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void disruptionsBeyondTheirOwnBudgetFailTheRun(Manners manners) throws Exception {
        String run = forge.submit(chain(manners, 2));

        hands.deletePod(hands.ready(run, "work", 1));
        hands.evict(hands.ready(run, "work", 2));

        RunReport report = forge.awaitEnd(run);
        assertThat(report.state()).isEqualTo(RunState.FAILED);
        assertThat(report.failure().orElseThrow().failure().category()).isEqualTo(Category.DISRUPTED);
        assertThat(report.failure().orElseThrow().sentence()).contains("retries 0/0", "disruptions 1/1");
        assertThat(Installation.step(report, "work").attempts()).hasSize(2);
        assertThat(Installation.step(report, "count").attempts()).isEmpty();
        assertThat(forge.livePods(run)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Tag("components")
    void aStepWhoseNodeIsDrainedWaitsForItToBeUncordonedAndIsRepeated(Manners manners) throws Exception {
        String run = forge.submit(chain(manners, 1));
        Pod pod = hands.ready(run, "work", 1);
        Node node = new Node(pod.getSpec().getNodeName());

        try {
            node.drain(pod);
            RunReport waiting = forge.await(
                    run,
                    report -> Installation.step(report, "work")
                            .waiting()
                            .filter(each -> each.why().contains("unschedulable"))
                            .isPresent());
            assertThat(Installation.step(waiting, "work")
                            .waiting()
                            .orElseThrow()
                            .why())
                    .startsWith("waits for a node: ");
        } finally {
            node.uncordon();
        }

        assertThat(repeatedOnce(forge.awaitSuccess(run)).reason()).contains("EvictionByEvictionAPI");
    }

    /** The failure of the first attempt of a run that a second one has brought to its end. */
    private static Failure repeatedOnce(RunReport report) {
        StepReport work = Installation.step(report, "work");
        assertThat(work.retries()).isZero();
        assertThat(work.disruptions()).isEqualTo(1);
        assertThat(work.attempts())
                .extracting(AttemptReport::counts)
                .isEqualTo(List.of(Counts.FIRST, Counts.DISRUPTION));
        assertThat(Installation.step(report, "count").output()).isEqualTo("1\n");
        return work.attempts().getFirst().failure().orElseThrow();
    }
}
