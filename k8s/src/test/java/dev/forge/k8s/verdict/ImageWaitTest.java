package dev.forge.k8s.verdict;

import static dev.forge.k8s.verdict.Scene.STARTED;
import static dev.forge.k8s.verdict.ScenePod.waits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Judgement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attempts whose image is being pulled, or cannot be, in the texts of several container runtimes. */
class ImageWaitTest {
    private static final Instant LATER = STARTED.plusSeconds(20);

    @Test
    void pullingIsSaidWithItsImageAndItsStart() {
        Judgement.Pending pending = Scene.of(ScenePod.creating())
                .podEvent("Pulling", "Pulling image \"weather:1\"", LATER)
                .pending();

        assertThat(pending.waiting().why()).isEqualTo("pulling image weather:1");
        assertThat(pending.waiting().since()).isEqualTo(LATER);
        assertThat(pending.giveUpAt()).isEqualTo(LATER.plus(Duration.ofMinutes(30)));
        assertThat(pending.waiting().limit()).contains(Duration.ofMinutes(30));
        assertThat(pending.waiting().remedy().orElseThrow())
                .contains("make the image smaller, or bring it nearer to the nodes");
    }

    /** Events are told to the second, in which an init container begins and ends. */
    @Test
    void pullingIsSaidAlsoWhenItBeganInTheSecondOfWhatWasBefore() {
        assertThat(Scene.of(ScenePod.creating())
                        .podEvent("Pulled", "Container image \"transfer:1\" already present on machine", LATER)
                        .podEvent("Created", "Container created", LATER)
                        .podEvent("Started", "Container started", LATER)
                        .podEvent("Pulling", "Pulling image \"weather:1\"", LATER)
                        .told())
                .startsWith("PENDING pulling image weather:1");
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
    void aPullSecretThatIsMissingIsNamed() {
        Scene scene = Scene.of(ScenePod.waiting("ErrImagePull", "pull access denied: no basic auth credentials"))
                .podEvent(
                        "FailedToRetrieveImagePullSecret",
                        "Unable to retrieve some image pull secrets (login, other); attempting to pull the image may"
                                + " not succeed.");

        assertThat(scene.told())
                .startsWith("PENDING image weather:1 may not be pulled, or is not there: pull access denied")
                .contains(
                        "has not what imagePullSecrets: names: login, other | for 10s", "create it in that namespace");
    }

    @Test
    void aPullSecretThatIsMissingIsNotToBlameForARegistryThatIsAway() {
        assertThat(Scene.of(ScenePod.waiting("ErrImagePull", "dial tcp: connection refused"))
                        .podEvent(
                                "FailedToRetrieveImagePullSecret",
                                "Unable to retrieve some image pull secrets (login); attempting to pull the image may"
                                        + " not succeed.")
                        .told())
                .doesNotContain("imagePullSecrets");
    }

    @Test
    void betweenTwoPullsOfWhichNothingIsKnownItMayPass() {
        assertThat(Scene.of(ScenePod.waiting("ImagePullBackOff", "Back-off pulling image \"weather:1\""))
                        .told())
                .startsWith("PENDING image weather:1 cannot be pulled right now | for 5m");
    }

    @Test
    void anImageThatCannotBePulledIsSaidWhileAnotherContainerRuns() {
        ScenePod pod = ScenePod.running().main("second", waits("ErrImagePull", "weather:1: not found"));

        assertThat(Scene.of(pod).told()).startsWith("PENDING image weather:1 is not in its registry | for 10s");
    }

    @Test
    void aSecretThatIsMissingIsSaidWhileAnotherContainerRuns() {
        ScenePod pod =
                ScenePod.running().main("second", waits("CreateContainerConfigError", "secret \"station\" not found"));

        assertThat(Scene.of(pod).told()).startsWith("PENDING Secret station is not in namespace forge | for 10s");
    }

    @Test
    void theImageOfAnInitContainerCountsToo() {
        ScenePod pod =
                ScenePod.waiting("PodInitializing", "").init("unzip", waits("ErrImagePull", "tools:1: not found"));

        assertThat(Scene.of(pod).told()).startsWith("PENDING image tools:1 is not in its registry | for 10s");
    }
}
