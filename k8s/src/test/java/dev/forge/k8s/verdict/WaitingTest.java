package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.CREATED;
import static dev.forge.k8s.verdict.Scene.STARTED;
import static dev.forge.k8s.verdict.ScenePod.ends;
import static dev.forge.k8s.verdict.ScenePod.runs;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts whose pod is there, and whose module has not started: why, for how long, and what then. */
class WaitingTest {
    private static final Instant LATER = STARTED.plusSeconds(20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0/3 nodes are available: 3 Insufficient memory. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.|waits for a node: 0/3 nodes are available: 3 Insufficient memory | for 30m, then UNSCHEDULABLE (Unschedulable): found no node",
                "0/3 nodes are available: 1 node(s) had untolerated taint {gpu: }, 2 Insufficient nvidia.com/gpu.|waits for a node: 0/3 nodes are available: 1 node(s) had untolerated taint {gpu: }, 2 Insufficient nvidia.com/gpu | for 30m, then UNSCHEDULABLE",
                "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.|volume not bound: volume claim runs has no volume that its node can mount: 0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims | for 10m, then STORAGE",
                "0/3 nodes are available: 3 node(s) had volume node affinity conflict.|volume not bound: volume claim runs has no volume that its node can mount: 0/3 nodes are available: 3 node(s) had volume node affinity conflict | for 10m, then STORAGE",
                "0/3 nodes are available: 1 node(s) had volume node affinity conflict, 2 Insufficient cpu.|waits for a node: 0/3 nodes are available: 1 node(s) had volume node affinity conflict, 2 Insufficient cpu | for 30m, then UNSCHEDULABLE",
                "0/3 nodes are available: persistentvolumeclaim \"runs\" not found.|volume claim runs is not in namespace forge | for 10s, then CONFIGURATION"
            })
    void theSchedulersOwnSentenceIsSaid(String message, String told) {
        assertThat(Scene.of(ScenePod.unscheduled(message)).told()).startsWith("PENDING " + told);
    }

    @Test
    void anUnboundClaimSaysWhyNoVolumeIsMade() {
        Scene scene = Scene.of(ScenePod.unscheduled(
                        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."))
                .claimEvent("runs", "ProvisioningFailed", "rpc error: no more volumes on the array");

        assertThat(scene.told()).contains("no more volumes on the array");
    }

    @Test
    void beforeTheSchedulerHasSpokenItsEventDoes() {
        assertThat(Scene.of(ScenePod.unscheduled("")).told()).startsWith("PENDING waits for Kubernetes' scheduler");
        assertThat(Scene.of(ScenePod.unscheduled(""))
                        .podEvent("FailedScheduling", "0/1 nodes are available: 1 Insufficient cpu.")
                        .told())
                .startsWith("PENDING waits for a node: 0/1 nodes are available: 1 Insufficient cpu");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "secret \"token\" not found|10s, then CONFIGURATION (CreateContainerConfigError): Secret token is not in namespace forge",
                "configmap \"units\" not found|10s, then CONFIGURATION (CreateContainerConfigError): ConfigMap units is not in namespace forge",
                "couldn't find key x in ConfigMap forge/units|10s, then CONFIGURATION (CreateContainerConfigError): ConfigMap units in namespace forge has no key x",
                "container has runAsNonRoot and image has non-numeric user (weather), cannot verify user is non-root|10s, then CONFIGURATION (CreateContainerConfigError): image weather:1 runs as root",
                "failed to sync secret cache: timed out waiting for the condition|10m, then CONFIGURATION (CreateContainerConfigError)",
                "failed to create subPath directory for volumeMount \"workspace\" of container \"module\"|10m, then STORAGE (CreateContainerConfigError): the workspace on volume claim runs cannot be mounted"
            })
    void whatAContainersSettingsLackIsNamed(String message, String told) {
        assertThat(Scene.of(ScenePod.waiting("CreateContainerConfigError", message))
                        .told())
                .contains(" | for " + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "RunContainerError|failed to start container: Error response from daemon: OCI runtime create failed: starting container process caused: exec: \"monthly\": executable file not found in $PATH|10s, then CONFIGURATION (RunContainerError): command monthly is not in image weather:1",
                "CreateContainerError|context deadline exceeded|10m, then INTERNAL (CreateContainerError)",
                "CreateContainerError|name \"x\" is reserved for \"y\"|10m, then INTERNAL (CreateContainerError)"
            })
    void whatTheRuntimeCannotStartSaysWhy(String reason, String message, String told) {
        assertThat(Scene.of(ScenePod.waiting(reason, message)).told()).contains(" | for " + told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FailedMount|MountVolume.SetUp failed for volume \"extra\" : secret \"token\" not found|10s, then CONFIGURATION (FailedMount): Secret token is not in namespace forge",
                "FailedMount|MountVolume.SetUp failed for volume \"extra\" : references non-existent config key: x|10s, then CONFIGURATION (FailedMount): volume extra wants the key x",
                "FailedMount|MountVolume.SetUp failed for volume \"pvc-1\" : mount failed: exit status 32 mount.nfs: Connection timed out|10m, then STORAGE (FailedMount): volume pvc-1 cannot be mounted: mount failed",
                "FailedMount|Unable to attach or mount volumes: unmounted volumes=[workspace], unattached volumes=[]: timed out waiting for the condition|10m, then STORAGE (FailedMount)",
                "FailedAttachVolume|Multi-Attach error for volume \"pvc-1\" Volume is already exclusively attached to one node|10m, then STORAGE (FailedAttachVolume): volume pvc-1 cannot be mounted: Multi-Attach error"
            })
    void aVolumeThatCannotBeMountedSaysWhy(String reason, String message, String told) {
        assertThat(Scene.of(ScenePod.creating()).podEvent(reason, message).told())
                .contains(" | for " + told);
    }

    @Test
    void aVolumeThatIsMountedAfterAllIsForgotten() {
        assertThat(Scene.of(ScenePod.creating())
                        .podEvent("FailedMount", "MountVolume.SetUp failed for volume \"extra\" : slow")
                        .podEvent("Pulling", "Pulling image \"weather:1\"", LATER)
                        .told())
                .startsWith("PENDING pulling image weather:1");
    }

    @Test
    void aNetworkThatCannotBeSetUpIsTheNodes() {
        assertThat(Scene.of(ScenePod.creating())
                        .podEvent(
                                "FailedCreatePodSandBox",
                                "Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network"
                                        + " for sandbox \"" + "0".repeat(64) + "\": plugin type=\"calico\" failed")
                        .told())
                .startsWith("PENDING node n1 cannot set up its pod: failed to setup network for sandbox: plugin"
                        + " type=\"calico\" failed | for 10m, then INTERNAL (FailedCreatePodSandBox)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {
                "prepare=the run's workspace is being made | for 10m, then STORAGE=| Try: look whether the volume answers, and how much is on it",
                "resume=the run's workspace is being looked for | for 10m, then STORAGE=| Try: look whether the volume answers, and how much is on it",
                "restore=the workspace is being kept or put back | for 15m, then STORAGE=| meanwhile: wait while it is copied, or take restore: out of the module that asks for it",
                "unzip=init container unzip runs | for 15m, then TIMEOUT=| meanwhile: wait for it, or see what it does: kubectl logs weather-monthly-1-x7k2p -c unzip -n forge"
            })
    void anInitContainerThatRunsIsSaidWithWhoCanChangeIt(String name, String told, String remedy) {
        ScenePod pod = ScenePod.waiting("PodInitializing", "").init(name, runs());

        assertThat(Scene.of(pod).told()).startsWith("PENDING " + told).endsWith(remedy);
    }

    @Test
    void whatUsuallyTakesSecondsIsNobodysToChangeUntilItHasTakenTen() {
        Scene made = Scene.of(ScenePod.waiting("PodInitializing", "").init("prepare", runs()));
        Scene created = Scene.of(ScenePod.creating());

        for (Scene scene : new Scene[] {made.at(STARTED.plusSeconds(10)), created.at(CREATED.plusSeconds(10))}) {
            assertThat(scene.told()).endsWith("| meanwhile: nothing: it usually takes seconds");
        }
        for (Scene scene : new Scene[] {made.at(STARTED.plusSeconds(11)), created.at(CREATED.plusSeconds(11))}) {
            assertThat(scene.told()).contains("| Try: look ").doesNotContain("nothing");
        }
    }

    @Test
    void whatWaitsAfterAnInitContainerWaitsSinceThatOnesEnd() {
        ScenePod pod = ScenePod.waiting("CreateContainerConfigError", "secret \"token\" not found")
                .init("restore", ends(0));

        assertThat(Scene.of(pod).pending().waiting().since()).isEqualTo(Scene.FINISHED);
    }

    @Test
    void aSidecarThatDoesNotStayUpIsNamed() {
        ScenePod pod = ScenePod.waiting("PodInitializing", "").sidecar("cache", ends(1));

        assertThat(Scene.of(pod).told())
                .startsWith("PENDING sidecar cache does not stay up (it exited with 1) | for 10m, then MODULE_EXIT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Unknown"})
    void aNodeThatIsNotHeardOfIsSaid(String phase) {
        ScenePod pod = ScenePod.creating().phase(phase);

        assertThat(Scene.of(pod).told())
                .startsWith(
                        phase.equals("Unknown")
                                ? "PENDING node n1 is not heard of | for 30m, then DISRUPTED (Unknown)"
                                : "PENDING its container is being created");
    }

    @Test
    void whatWillBeRepeatedSaysMeanwhileWhoCanChangeIt() {
        assertThat(Scene.of(ScenePod.creating().phase("Unknown")).told())
                .endsWith("| meanwhile: look at the node: kubectl describe node n1");
    }

    @Test
    void aWaitIsCountedFromItsBeginningAndNotFromNow() {
        Scene scene = Scene.of(ScenePod.unscheduled("0/1 nodes are available: 1 Insufficient cpu."));

        assertThat(scene.at(CREATED.plusSeconds(999)).pending().giveUpAt())
                .isEqualTo(CREATED.plus(Duration.ofMinutes(30)));
    }

    @Test
    void eventsAreNeededWhileItWaitsAndNotAfterwards() {
        assertThat(JobVerdict.needsEvents(Scene.ofJob().observed())).isTrue();
        assertThat(JobVerdict.needsEvents(Scene.of(ScenePod.creating()).observed()))
                .isTrue();
        assertThat(JobVerdict.needsEvents(Scene.of(ScenePod.running()).observed()))
                .isFalse();
        assertThat(JobVerdict.needsEvents(Scene.of(ScenePod.exited(0)).observed()))
                .isFalse();
        assertThat(JobVerdict.needsEvents(Scene.ofJob().withoutJob().observed()))
                .isFalse();
    }
}
