package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.FINISHED;
import static dev.forge.k8s.verdict.Scene.NOW;
import static dev.forge.k8s.verdict.ScenePod.runs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that Forge itself ends, those that it has to end, and those whose outcome is kept. */
class MarkedAttemptTest {
    @Test
    void aJobThatOthersSuspendIsEndedForGood() {
        for (ScenePod pod : new ScenePod[] {
            ScenePod.running(),
            ScenePod.running().deletionAsked(NOW),
            ScenePod.exited(0).deletionAsked(FINISHED.minusSeconds(9))
        }) {
            assertThat(Scene.of(pod).suspended().told())
                    .contains("was suspended by others | for 0s, then DISRUPTED (JobSuspended)");
        }
        assertThat(Scene.of(ScenePod.exited(0)).suspended().told()).isEqualTo("SUCCEEDED");
    }

    @Test
    void twoPodsAreEndedAndFail() {
        Scene both = Scene.of(ScenePod.running()).with(ScenePod.exited(0).named("another"));

        assertThat(both.told())
                .startsWith("PENDING its Job has made more than one pod: another, " + ScenePod.NAME
                        + " | for 0s, then INTERNAL");
        assertThat(Scene.of(ScenePod.exited(0))
                        .with(ScenePod.exited(0).named("another"))
                        .told())
                .startsWith("FAILED INTERNAL: its Job has made more than one pod");
    }

    @Test
    void whatWasSaidOnceIsSaidAgain() {
        StepOutcome kept = new StepOutcome.Succeeded(Optional.empty(), FINISHED, "42");

        assertThat(Scene.of(ScenePod.exited(3)).keeping(kept).outcome()).isEqualTo(kept);
    }

    @Test
    void whatWasSaidAndMadeUnreadableIsJudgedAgain() {
        assertThat(Scene.of(ScenePod.exited(3))
                        .annotated("forge.dev/outcome", "{")
                        .told())
                .startsWith("FAILED MODULE_EXIT (exit 3)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 137})
    void whateverTheExitCodeWhatForgeEndedFailsAsItsMarkSays(int code) {
        Scene scene = Scene.of(ScenePod.exited(code))
                .marked(failure(Category.TIMEOUT))
                .suspendedAndSeenSo();

        assertThat(scene.told()).isEqualTo("FAILED TIMEOUT (exit " + code + "): because | Try: this");
    }

    @Test
    void whatForgeEndsForADisruptionIsOne() {
        assertThat(Scene.ofJob()
                        .marked(failure(Category.DISRUPTED))
                        .suspendedAndSeenSo()
                        .told())
                .isEqualTo("DISRUPTED DISRUPTED: because | Try: this");
    }

    @Test
    void whatForgeEndsIsEndingUntilNothingRunsAndNothingWill() {
        Failure failure = failure(Category.CANCELED);

        assertThat(Scene.of(ScenePod.running()).marked(failure).suspended().told())
                .startsWith("ENDING its pod " + ScenePod.NAME + " is about to be asked to end");
        assertThat(Scene.of(ScenePod.exited(0).sidecar("cache", runs()))
                        .marked(failure)
                        .suspendedAndSeenSo()
                        .told())
                .startsWith("ENDING");
        assertThat(Scene.ofJob().marked(failure).suspended().told())
                .startsWith("ENDING its Job weather-monthly-1 is being suspended")
                .endsWith("| Try: look whether the cluster's controllers run: kubectl describe job weather-monthly-1 -n"
                        + " forge");
        assertThat(Scene.of(ScenePod.exited(0)).marked(failure).suspended().told())
                .startsWith("ENDING its Job weather-monthly-1 is being suspended");
        assertThat(Scene.of(ScenePod.exited(0))
                        .marked(failure)
                        .suspended()
                        .saying("FailureTarget", "PodFailurePolicy", "")
                        .told())
                .startsWith("FAILED CANCELED");
    }

    @Test
    void aMarkThatCannotBeReadIsAMark() {
        assertThat(Scene.of(ScenePod.exited(0))
                        .annotated("forge.dev/ending", "{")
                        .suspendedAndSeenSo()
                        .told())
                .startsWith("FAILED INTERNAL (exit 0): was ended by Forge");
    }

    private static Failure failure(Category category) {
        return Failure.of(category, "because", "this");
    }
}
