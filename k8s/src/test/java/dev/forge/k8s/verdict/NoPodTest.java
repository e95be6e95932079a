package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.CREATED;
import static dev.forge.k8s.verdict.Scene.FINISHED;
import static dev.forge.k8s.verdict.Scene.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Judgement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts whose pod is not there yet, or not any more. */
class NoPodTest {
    @Test
    void anExitCodeThatTheJobRemembersIsTheModulesFailure() {
        assertThat(remembering(
                        "Container module for pod forge/x failed with exit code 3 matching FailJob rule at index 0"))
                .isEqualTo(
                        "FAILED MODULE_EXIT (PodFailurePolicy, exit 3): exited with 3 | Try: see the last lines of its"
                                + " log; exit codes are the module's own");
    }

    @Test
    void anExitCodeOfAnotherContainerNamesIt() {
        assertThat(remembering(
                        "Container second for pod forge/x failed with exit code 4 matching FailJob rule at index 1"))
                .startsWith("FAILED MODULE_EXIT (PodFailurePolicy, exit 4): container second exited with 4");
    }

    @ParameterizedTest
    @CsvSource({"137", "143"})
    void aKillWhoseTracesAreGoneIsADisruption(int code) {
        assertThat(remembering("Container module for pod forge/x failed with exit code " + code
                        + " matching FailJob rule at index 0"))
                .startsWith("DISRUPTED DISRUPTED (PodFailurePolicy, exit " + code + "): its container was killed");
    }

    @Test
    void aDisruptionThatTheJobRemembersIsOne() {
        assertThat(remembering("Pod forge/x has condition DisruptionTarget matching FailJob rule at index 1"))
                .startsWith("DISRUPTED DISRUPTED (DisruptionTarget): Kubernetes ended its pod");
    }

    @Test
    void aJobPastItsDeadlineIsATimeout() {
        assertThat(Scene.ofJob()
                        .saying("Failed", "DeadlineExceeded", "Job was active longer than specified deadline")
                        .told())
                .startsWith("FAILED TIMEOUT (DeadlineExceeded): still ran after its timeout of 15m");
    }

    @Test
    void aFailureOfWhichNobodyKnowsMoreIsADisruption() {
        assertThat(Scene.ofJob()
                        .saying("Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit")
                        .told())
                .startsWith("DISRUPTED VANISHED (BackoffLimitExceeded): vanished: its pod is gone");
    }

    @ParameterizedTest
    @CsvSource({"Complete", "SuccessCriteriaMet"})
    void completeWithoutAPodIsNoSuccess(String condition) {
        assertThat(Scene.ofJob()
                        .saying(condition, "CompletionsReached", "Reached expected number of succeeded pods")
                        .told())
                .startsWith("DISRUPTED VANISHED (CompletionsReached): vanished: its pod is gone, and nobody saw");
    }

    @Test
    void whatTheJobRemembersHasItsTime() {
        Scene scene = Scene.ofJob().saying("Complete", "CompletionsReached", "");

        assertThat(scene.outcome().endedAt()).isEqualTo(FINISHED);
        assertThat(scene.at(FINISHED.plusSeconds(99)).outcome().endedAt()).isEqualTo(FINISHED);
    }

    @Test
    void withoutItsJobItHasVanished() {
        assertThat(Scene.ofJob().withoutJob().told()).startsWith("DISRUPTED VANISHED: vanished: its Job was deleted");
    }

    @Test
    void aPodThatItsJobLeftBehindIsStillThere() {
        assertThat(Scene.of(ScenePod.running()).withoutJob().told())
                .startsWith("ENDING its Job was deleted by others, and its pod " + ScenePod.NAME + " is still there");
    }

    @Test
    void aJobThatIsHeldByItsFinalizersSaysSo() {
        assertThat(Scene.ofJob().jobBeingDeleted("example.com/hold").told())
                .startsWith("ENDING its Job weather-monthly-1 is being deleted by others, and held by its finalizers:"
                        + " example.com/hold");
    }

    @Test
    void aJobWithoutAPodWaitsForTheJobController() {
        Judgement.Pending pending = Scene.ofJob().pending();

        assertThat(pending.waiting().why()).isEqualTo("waits for Kubernetes' Job controller to make its pod");
        assertThat(pending.waiting().since()).isEqualTo(CREATED);
        assertThat(pending.waiting().limit()).hasValue(Duration.ofMinutes(10));
        assertThat(pending.giveUpAt()).isEqualTo(CREATED.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aJobThatIsWithoutAPodForLongerThanUsualSaysWhoCanChangeIt() {
        assertThat(Scene.ofJob().at(CREATED.plusSeconds(10)).pending().waiting().remedy())
                .contains("nothing: it usually takes seconds");
        assertThat(Scene.ofJob().at(CREATED.plusSeconds(11)).pending().waiting().remedy())
                .hasValueSatisfying(
                        remedy -> assertThat(remedy).startsWith("look whether the cluster's controllers run"));
    }

    @Test
    void aSuspensionAfterTheJobWasMadeEndsIt() {
        assertThat(Scene.ofJob().suspendedAndSeenSo().told())
                .startsWith("PENDING its Job weather-monthly-1 was suspended by others | for 0s, then DISRUPTED");
    }

    @Test
    void aQuotaSaysSinceWhenAndWhoCanChangeIt() {
        Judgement.Pending pending = refused("pods \"x\" is forbidden: exceeded quota: small, requested: pods=1, used:"
                        + " pods=5, limited: pods=5")
                .pending();

        assertThat(pending.waiting().why())
                .isEqualTo(
                        "quota small in namespace forge is reached: requested: pods=1, used: pods=5, limited: pods=5");
        assertThat(pending.waiting().since()).isEqualTo(STARTED);
        assertThat(pending.waiting().limit()).hasValue(Duration.ofHours(24));
        assertThat(pending.waiting().remedy())
                .hasValueSatisfying(remedy -> assertThat(remedy).contains("raise quota small"));
    }

    @Test
    void aRefusalThatIsOverIsForgotten() {
        Scene scene = refused("pods \"x\" is forbidden: exceeded quota: small, requested: pods=1")
                .jobEvent("SuccessfulCreate", "Created pod: x", STARTED.plusSeconds(1));

        assertThat(scene.told()).startsWith("PENDING waits for Kubernetes' Job controller");
    }

    @Test
    void theEventsOfAnEarlierJobOfThatNameAreNotItsOwn() {
        assertThat(Scene.ofJob()
                        .jobEventOfAnother("FailedCreate", "Error creating: pods \"x\" is forbidden: no")
                        .told())
                .startsWith("PENDING waits for Kubernetes' Job controller");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": privileged|0s, then CONFIGURATION (FailedCreate): namespace forge forbids its pod",
                "pods \"x\" is forbidden: minimum cpu usage per Container is 1|0s, then CONFIGURATION (FailedCreate): namespace forge refuses its pod: minimum cpu",
                "Pod \"x\" is invalid: spec.containers[0].name: Required value|0s, then CONFIGURATION (FailedCreate): namespace forge refuses its pod",
                "admission webhook \"policy.example\" denied the request: no latest tags|0s, then CONFIGURATION (FailedCreate)",
                "Internal error occurred: failed calling webhook \"policy.example\": connection refused|10m, then INTERNAL",
                "pods \"x\" is forbidden: unable to create new content in namespace forge because it is being terminated|0s, then CONFIGURATION",
                "etcdserver: request timed out|10m, then INTERNAL",
                "something nobody has thought of|10m, then INTERNAL"
            })
    void aRefusalIsFinalOrMayPass(String message, String told) {
        assertThat(refused(message).told()).contains(" | for " + told);
    }

    private static String remembering(String message) {
        return Scene.ofJob().saying("Failed", "PodFailurePolicy", message).told();
    }

    private static Scene refused(String message) {
        return Scene.ofJob().jobEvent("FailedCreate", "Error creating: " + message, STARTED);
    }
}
