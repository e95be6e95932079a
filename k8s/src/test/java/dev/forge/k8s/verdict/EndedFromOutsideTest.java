package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.CREATED;
import static dev.forge.k8s.verdict.Scene.FINISHED;
import static dev.forge.k8s.verdict.Scene.NOW;
import static dev.forge.k8s.verdict.ScenePod.runs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Judgement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that Kubernetes or a person ended: never a success, whatever the module exits with. */
class EndedFromOutsideTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 137, 143})
    void whatWasDeletedBeforeItsEndIsADisruption(int code) {
        ScenePod pod = ScenePod.exited(code).deletionAsked(FINISHED.minusSeconds(9));

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED DISRUPTED (exit " + code + "): its pod was deleted");
    }

    @Test
    void whatEndedWellBeforeItsDeletionIsItsOwn() {
        Instant later = FINISHED.plusSeconds(60);

        assertThat(Scene.of(ScenePod.exited(0).deletionAsked(later)).told()).isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(3).deletionAsked(later)).told()).startsWith("FAILED MODULE_EXIT");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 5})
    void anEndNearItsDeletionIsNotBelieved(int secondsLater) {
        ScenePod pod = ScenePod.exited(0).deletionAsked(FINISHED.plusSeconds(secondsLater));

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED");
    }

    @Test
    void anEndByAClockThatIsSeenToLagIsNotBelievedEither() {
        ScenePod pod = ScenePod.exited(0).accepted(CREATED.minusSeconds(8)).deletionAsked(FINISHED.plusSeconds(7));

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED");
        assertThat(Scene.of(ScenePod.exited(0)
                                .accepted(CREATED.minusSeconds(8))
                                .deletionAsked(FINISHED.plusSeconds(14)))
                        .told())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void kubeletsLastDeletionHidesWhenItWasAskedFor() {
        ScenePod pod = ScenePod.exited(0).deletedAtOnce(FINISHED.plusSeconds(60));

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED");
    }

    @Test
    void whatIsDeletedWithItsJobHasVanished() {
        ScenePod pod = ScenePod.exited(0).deletionAsked(FINISHED.minusSeconds(9));

        assertThat(Scene.of(pod).withoutJob().told()).startsWith("DISRUPTED VANISHED (exit 0): vanished: its Job");
        assertThat(Scene.of(pod).jobBeingDeleted("foregroundDeletion").told()).startsWith("DISRUPTED VANISHED");
    }

    @Test
    void itsOwnEndBeforeItsJobWasDeletedCounts() {
        assertThat(Scene.of(ScenePod.exited(0)).withoutJob().told()).isEqualTo("SUCCEEDED");
        assertThat(Scene.of(ScenePod.exited(3)).withoutJob().told()).startsWith("FAILED MODULE_EXIT (exit 3)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PreemptionByScheduler|its pod was preempted",
                "DeletionByTaintManager|its node n1 was tainted",
                "EvictionByEvictionAPI|its pod was evicted: its node n1 is being drained",
                "DeletionByPodGC|its node n1 is gone",
                "TerminationByKubelet|its node n1 ended its pod",
                "SomethingNew|Kubernetes ended its pod: as Kubernetes says it"
            })
    void kubernetesOwnReasonsAreSaid(String reason, String words) {
        for (int code : new int[] {0, 143}) {
            ScenePod pod = ScenePod.exited(code).disrupted(reason, FINISHED.minusSeconds(2));

            assertThat(Scene.of(pod).told())
                    .startsWith("DISRUPTED DISRUPTED (" + reason + ", exit " + code + "): " + words);
        }
    }

    @Test
    void aFailureLongBeforeADisruptionIsTheModulesButAnExitZeroIsNotBelieved() {
        Instant later = FINISHED.plusSeconds(60);

        assertThat(Scene.of(ScenePod.exited(3).disrupted("DeletionByPodGC", later))
                        .told())
                .startsWith("FAILED MODULE_EXIT");
        assertThat(Scene.of(ScenePod.exited(0).disrupted("DeletionByPodGC", later))
                        .told())
                .startsWith("DISRUPTED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 137})
    void evictionForTheNodesSakeIsADisruption(int code) {
        ScenePod pod = ScenePod.exited(code)
                .rejected(
                        "Evicted", "The node was low on resource: memory. Threshold quantity: 100Mi, available: 9Mi. ")
                .disrupted("TerminationByKubelet", FINISHED);

        assertThat(Scene.of(pod).told())
                .startsWith(
                        "DISRUPTED EVICTED (Evicted, exit " + code
                                + "): was evicted, since its node n1 ran out of something: The node was low on resource: memory");
    }

    @Test
    void evictionForItsOwnUseIsItsFailure() {
        ScenePod pod = ScenePod.exited(137)
                .rejected("Evicted", "Container module exceeded its local ephemeral storage limit \"1Gi\". ");

        assertThat(Scene.of(pod).told())
                .startsWith("FAILED EVICTED (Evicted, exit 137): was evicted: Container module exceeded its local");
    }

    @Test
    void anEvictionThatOnlyAnEventTellsOfIsOne() {
        ScenePod pod = ScenePod.exited(0).limited("ephemeral-storage", "1Gi").phase("Succeeded");
        Scene scene = Scene.of(pod).podEvent("Evicted", "Pod ephemeral local storage usage exceeds the total limit");

        assertThat(scene.told()).startsWith("FAILED EVICTED (Evicted, exit 0)");
        assertThat(JobVerdict.needsEvents(Scene.of(pod).observed())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OutOfcpu|Node didn't have enough resource: cpu",
                "UnexpectedAdmissionError|Allocate failed due to no healthy devices present",
                "NodeShutdown|Pod was rejected as the node is shutting down",
                "Terminated|Pod was terminated in response to imminent node shutdown.",
                "NodeLost|Node n1 which was running pod is unresponsive",
                "NodeAffinity|Predicate NodeAffinity failed"
            })
    void aNodeThatDoesNotTakeAPodOrGivesItUpIsADisruption(String reason, String message) {
        assertThat(Scene.of(ScenePod.creating().rejected(reason, message)).told())
                .startsWith("DISRUPTED DISRUPTED (" + reason + "): its node n1 did not run its pod: "
                        + message.substring(0, 9));
        assertThat(Scene.of(ScenePod.exited(0).rejected(reason, message)).told())
                .startsWith("DISRUPTED DISRUPTED (" + reason + ", exit 0)");
    }

    @Test
    void aContainerOutOfSightIsADisruption() {
        ScenePod pod = ScenePod.exited(137, "ContainerStatusUnknown", "could not be located")
                .phase("Failed");

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED DISRUPTED (ContainerStatusUnknown): its node n1 lost");
    }

    @Test
    void exitZeroAtItsPodsDeadlineIsATimeout() {
        long seconds = FINISHED.getEpochSecond() - CREATED.getEpochSecond();

        assertThat(Scene.of(ScenePod.exited(0).deadline(seconds)).told())
                .startsWith("FAILED TIMEOUT (DeadlineExceeded, exit 0): still ran after its timeout of 15m");
        assertThat(Scene.of(ScenePod.exited(0).deadline(seconds + 1)).told()).isEqualTo("SUCCEEDED");
    }

    @Test
    void aDisruptedAttemptIsNotOverWhileASidecarRuns() {
        ScenePod pod = ScenePod.exited(0).sidecar("cache", runs()).deletionAsked(FINISHED.minusSeconds(9));

        assertThat(Scene.of(pod).told())
                .isEqualTo("ENDING was asked to end and has 30s for it | for 30s | Try: nothing: after that it is"
                        + " killed; a program that ends on SIGTERM is gone sooner");
    }

    @Test
    void whileItIsBeingDeletedItIsEnding() {
        ScenePod pod = ScenePod.running().deletionAsked(NOW.minusSeconds(1));

        assertThat(Scene.of(pod).judge()).isInstanceOfSatisfying(Judgement.Ending.class, ending -> {
            assertThat(ending.waiting().why()).isEqualTo("was asked to end and has 30s for it");
            assertThat(ending.waiting().since()).isEqualTo(NOW.minusSeconds(1));
        });
    }

    @Test
    void afterItsGraceItWasKilledAndThenItIsStuck() {
        ScenePod pod = ScenePod.running().deletionAsked(NOW);

        assertThat(Scene.of(pod).at(NOW.plusSeconds(31)).told())
                .isEqualTo(
                        "ENDING was killed after its grace of 30s | for as long as it takes | Try: nothing: it usually"
                                + " takes seconds");
        assertThat(Scene.of(pod).at(NOW.plusSeconds(61)).told())
                .contains("should be gone, but node n1 has not said that its containers have ended")
                .contains("Try: look at the node: kubectl describe node n1");
    }

    @Test
    void aPodThatNoNodeHasAndThatIsDeletedIsGone() {
        ScenePod pod = ScenePod.unscheduled("0/1 nodes are available").deletedAtOnce(FINISHED);

        assertThat(Scene.of(pod).told()).startsWith("DISRUPTED DISRUPTED: its pod was deleted by others");
    }
}
