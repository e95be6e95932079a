package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.CREATED;
import static dev.forge.k8s.verdict.Scene.STARTED;
import static dev.forge.k8s.verdict.ScenePod.ends;
import static dev.forge.k8s.verdict.ScenePod.runs;
import static dev.forge.k8s.verdict.ScenePod.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Judgement;
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

    @Test
    void pullingIsSaidWithItsImageAndItsStart() {
        Judgement.Pending pending = Scene.of(ScenePod.creating())
                .podEvent("Pulling", "Pulling image \"weather:1\"", LATER)
                .pending();

        assertThat(pending.waiting().why()).isEqualTo("pulling image weather:1");
        assertThat(pending.waiting().since()).isEqualTo(LATER);
        assertThat(pending.giveUpAt()).isEqualTo(LATER.plus(Duration.ofMinutes(30)));
    }

    @Test
    void onceItsImageIsThereItsContainerIsBeingCreated() {
        assertThat(Scene.of(ScenePod.creating())
                        .podEvent("Pulling", "Pulling image \"weather:1\"")
                        .podEvent("Pulled", "Successfully pulled image \"weather:1\" in 3s", LATER)
                        .told())
                .startsWith("PENDING its container is being created on node n1 | for 30m, then INTERNAL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // containerd
                "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/weather:1\": failed to resolve reference \"docker.io/library/weather:1\": docker.io/library/weather:1: not found|is not in its registry|10s",
                "failed to pull and unpack image \"docker.io/library/weather:1\": failed to resolve reference \"docker.io/library/weather:1\": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed|may not be pulled, or is not there|10s",
                "failed to pull and unpack image \"weather:1\": no match for platform in manifest: not found|is not there for its node's platform|10s",
                "failed to pull and unpack image \"weather:1\": failed to do request: Head \"https://registry.example/v2/\": x509: certificate signed by unknown authority|cannot be pulled right now|5m",
                "failed to pull and unpack image \"weather:1\": failed to extract layer: write /x: no space left on device|does not fit on its node|5m",
                "failed to pull and unpack image \"weather:1\": failed to copy: httpReadSeeker: failed open: unexpected status code 503 Service Unavailable|cannot be pulled right now|5m",
                "context deadline exceeded|cannot be pulled right now|5m",
                // dockershim and cri-dockerd
                "Error response from daemon: manifest for weather:1 not found: manifest unknown: manifest unknown|is not in its registry|10s",
                "Error response from daemon: pull access denied for weather, repository does not exist or may require 'docker login': denied: requested access to the resource is denied|may not be pulled, or is not there|10s",
                "Error response from daemon: no matching manifest for linux/arm64/v8 in the manifest list entries|is not there for its node's platform|10s",
                "Error response from daemon: Get \"https://registry.example/v2/\": dial tcp: lookup registry.example: no such host|cannot be pulled right now|5m",
                "toomanyrequests: You have reached your pull rate limit.|is held back by its registry|5m",
                // CRI-O
                "rpc error: code = Unknown desc = reading manifest 1 in docker.io/library/weather: manifest unknown: manifest unknown|is not in its registry|10s",
                "reading manifest 1 in registry.example/weather: unauthorized: authentication required|may not be pulled, or is not there|10s",
                "choosing image instance: no image found in manifest list for architecture arm64, variant \"v8\", OS linux|is not there for its node's platform|10s",
                "pinging container registry registry.example: Get \"https://registry.example/v2/\": dial tcp 192.0.2.1:443: connect: connection refused|cannot be pulled right now|5m"
            })
    void whyAnImageCannotBePulledDecidesHowLongItIsTried(String message, String words, String limit) {
        for (String reason : new String[] {"ErrImagePull", "ImagePullBackOff"}) {
            String told = Scene.of(ScenePod.waiting(reason, message)).told();

            assertThat(told).startsWith("PENDING image weather:1 " + words);
            assertThat(told).contains(" | for " + limit + ", then IMAGE (" + reason + "): image weather:1 " + words);
        }
    }

    @Test
    void betweenTwoPullsTheLastFailureIsSaid() {
        Scene scene = Scene.of(ScenePod.waiting("ImagePullBackOff", "Back-off pulling image \"weather:1\""))
                .podEvent(
                        "Failed",
                        "Failed to pull image \"weather:1\": rpc error: code = NotFound desc = weather:1: not found")
                .podEvent("Failed", "Error: ErrImagePull", LATER);

        assertThat(scene.told()).startsWith("PENDING image weather:1 is not in its registry | for 10s");
    }

    @Test
    void betweenTwoPullsOfWhichNothingIsKnownItMayPass() {
        assertThat(Scene.of(ScenePod.waiting("ImagePullBackOff", "Back-off pulling image \"weather:1\""))
                        .told())
                .startsWith("PENDING image weather:1 cannot be pulled right now | for 5m");
    }

    @Test
    void theImageOfAnInitContainerCountsToo() {
        ScenePod pod =
                ScenePod.waiting("PodInitializing", "").init("unzip", waits("ErrImagePull", "tools:1: not found"));

        assertThat(Scene.of(pod).told()).startsWith("PENDING image tools:1 is not in its registry | for 10s");
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
                "prepare=the run's workspace is being made | for 10m, then STORAGE",
                "restore=the workspace is being kept or put back | for 15m, then STORAGE",
                "unzip=init container unzip runs | for 15m, then TIMEOUT"
            })
    void anInitContainerThatRunsIsSaid(String name, String told) {
        ScenePod pod = ScenePod.waiting("PodInitializing", "").init(name, runs());

        assertThat(Scene.of(pod).told()).startsWith("PENDING " + told);
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
