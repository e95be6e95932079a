package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to a step while no worker looks is never taken for a success by the worker that comes after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class WorkerlessE2E {
    @AutoClose
    private final Installation forge;

    private final Hands hands;

    @AutoClose("kill")
    private WorkerProcess worker;

    WorkerlessE2E() throws Exception {
        forge = Installation.in(Space.named("workerless")).with("FORGE_HEARTBEAT_TIMEOUT", "5s");
        hands = new Hands(forge);
        worker = forge.startWorker();
    }

    @BeforeEach
    void start() {
        worker.kill();
        worker = forge.startWorker();
    }

    private static Chain chain(String script) {
        return Chain.named("workerless")
                .module("work", script, "retry: {limit: 0}")
                .module("count", "wc -l < $FORGE_DATA/effects > $FORGE_OUTPUT");
    }

    @ParameterizedTest
    @MethodSource("dev.forge.e2e.k8s.Hands#deletions")
    void aJobThatWasDeletedMeanwhileHasVanishedAndIsRepeated(DeletionPropagation how, Manners manners)
            throws Exception {
        String run = forge.submit(chain(manners.hangs(1)));
        Pod pod = hands.ready(run, "work", 1);
        worker.kill();

        hands.deleteJob(pod, how);
        hands.awaitJobGone(pod);
        if (how == DeletionPropagation.ORPHAN) {
            // Nobody but the worker that comes ends it, and has to, before it begins the next attempt.
            assertThat(forge.livePods(run)).extracting(Pods.UID).containsExactly(Pods.uid(pod));
        } else {
            hands.awaitGone(pod);
        }
        worker = forge.startWorker();

        hands.ready(run, "work", 2);
        assertThat(forge.livePods(run)).extracting(Pods.UID).doesNotContain(Pods.uid(pod));
        Failure failure = repeatedOnce(forge.awaitSuccess(run), 1);
        assertThat(failure.category()).isEqualTo(Category.VANISHED);
        assertThat(failure.message()).contains("its Job was deleted by others");
    }

    @ParameterizedTest
    @EnumSource
    void aPodThatWasDeletedMeanwhileIsRepeatedWhateverItsJobSays(Manners manners) throws Exception {
        String run = forge.submit(chain(manners.hangs(1)));
        Pod pod = hands.ready(run, "work", 1);
        worker.kill();

        hands.deletePod(pod);
        hands.awaitGone(pod);
        worker = forge.startWorker();

        repeatedOnce(forge.awaitSuccess(run), 1);
    }

    @ParameterizedTest
    @EnumSource
    void aPodThatWasEvictedMeanwhileIsRepeatedWhateverItsJobSays(Manners manners) throws Exception {
        String run = forge.submit(chain(manners.hangs(1)));
        Pod pod = hands.ready(run, "work", 1);
        worker.kill();

        hands.evict(pod);
        hands.awaitGone(pod);
        worker = forge.startWorker();

        repeatedOnce(forge.awaitSuccess(run), 1);
    }

    @ParameterizedTest
    @EnumSource
    void aJobThatSaysCompleteIsNotBelievedOnceItsPodIsGone(Manners manners) throws Exception {
        String run = forge.submit(chain(manners.works(5)));
        Pod pod = hands.ready(run, "work", 1);
        worker.kill();

        hands.awaitComplete(run);
        hands.deletePod(pod);
        hands.awaitGone(pod);
        worker = forge.startWorker();

        Failure failure = repeatedOnce(forge.awaitSuccess(run), 2);
        assertThat(failure.category()).isEqualTo(Category.VANISHED);
        assertThat(failure.message()).contains("nobody saw how its module ended", "its Job says Complete");
    }

    /** The failure of the first attempt of a run that a second one has brought to its end. */
    private static Failure repeatedOnce(RunReport report, int effects) {
        StepReport work = Installation.step(report, "work");
        assertThat(work.attempts()).hasSize(2);
        assertThat(work.retries()).isZero();
        assertThat(work.disruptions()).isEqualTo(1);
        assertThat(Installation.step(report, "count").output()).isEqualTo(effects + "\n");
        return work.attempts().getFirst().failure().orElseThrow();
    }
}
