package dev.forge.k8s.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.MemoryLogStore;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogFollowingTest {
    private static final AttemptId ATTEMPT = new AttemptId("run", "execution", "module", 1);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant ENDED = Instant.parse("2026-11-21T08:00:00Z");

    private static final String WAITING =
            "{\"kind\":\"Status\",\"message\":\"container \\\"module\\\" in pod \\\"x\\\" is waiting to start:"
                    + " ContainerCreating\"}";

    private final MemoryLogStore store = new MemoryLogStore();
    private final List<LogFollowing> opened = new ArrayList<>();
    private ScriptedKubelet kubelet;
    private KubernetesClient client;

    @BeforeEach
    void start() throws Exception {
        kubelet = new ScriptedKubelet();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl(kubelet.url()).build())
                .build();
    }

    @AfterEach
    void stop() {
        store.away(false);
        kubelet.exit();
        opened.forEach(LogFollowing::close);
        client.close();
        kubelet.close();
    }

    private LogFollowing worker(LogStore itsStore) {
        LogSettings settings =
                new LogSettings(Duration.ofMillis(50), 1000, Duration.ofMillis(50), Duration.ofSeconds(1));
        LogFollowing following = LogFollowing.open(client, itsStore, settings, Clock.systemUTC());
        opened.add(following);
        return following;
    }

    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("test")
                .withName("x")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("module")
                .endContainer()
                .endSpec();
    }

    private static Pod running() {
        return pod().withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("module")
                .withState(new ContainerStateBuilder()
                        .withNewRunning()
                        .endRunning()
                        .build())
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static Pod ended() {
        return pod().withNewStatus()
                .withPhase("Succeeded")
                .addNewContainerStatus()
                .withName("module")
                .withState(new ContainerStateBuilder()
                        .withNewTerminated()
                        .withFinishedAt("2026-11-21T07:59:59Z")
                        .endTerminated()
                        .build())
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private String log() {
        return new String(Kept.bytes(store, ATTEMPT), StandardCharsets.UTF_8);
    }

    private void awaitLog(String text) {
        await().atMost(SOON).untilAsserted(() -> assertThat(log()).isEqualTo(text));
    }

    private void complete(LogFollowing following) throws InterruptedException {
        kubelet.exit();
        following.follow(ATTEMPT, ended());
        following.complete(ATTEMPT, Optional.of(ended()), ENDED);
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void linesAreStoredWhileTheContainerRuns() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.1Z", "one\n");
        awaitLog("one\n");
        kubelet.write("2026-11-21T07:00:00.2Z", "two\n");
        awaitLog("one\ntwo\n");
        assertThat(Kept.isComplete(store, ATTEMPT)).isFalse();

        complete(following);
        following.complete(ATTEMPT, Optional.of(ended()), ENDED);
        worker(store).complete(ATTEMPT, Optional.empty(), ENDED);

        assertThat(log()).isEqualTo("one\ntwo\n");
    }

    @Test
    void aContainerThatIsBeingMadeIsWaitedFor() throws Exception {
        kubelet.answer(400, WAITING);
        kubelet.answer(400, WAITING);
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.1Z", "one\n");

        complete(following);

        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void whatKubeletSaysOfItsTroublesIsNoLine() throws Exception {
        kubelet.answer(500, "Internal error occurred");
        kubelet.answer(200, "unable to retrieve container logs for containerd://abc");
        kubelet.answer(200, "2026-11-21T07:00:00.100000000Z one\nfailed to read the log file\n");
        kubelet.write("2026-11-21T07:00:00.1Z", "one\n");
        kubelet.write("2026-11-21T07:00:00.2Z", "two\n");
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());

        complete(following);

        assertThat(log()).isEqualTo("one\ntwo\n");
    }

    @Test
    void aStreamThatBreaksOffIsResumedInTheMiddleOfALine() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            kubelet.write("2026-11-21T07:00:00.5Z", "begin");
            awaitLog(expected.append("begin").toString());
            kubelet.cut();
            kubelet.write("2026-11-21T07:00:00.6Z", " end\n");
            awaitLog(expected.append(" end\n").toString());
        }
    }

    @Test
    void whoAdoptsGoesOnInTheSameSecond() throws Exception {
        LogFollowing first = worker(store);
        first.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\none\n");
        first.close();
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");

        LogFollowing second = worker(store);
        second.follow(ATTEMPT, running());
        awaitLog("one\none\none\n");
        complete(second);

        assertThat(log()).isEqualTo("one\none\none\n");
    }

    @Test
    void aWorkerThatEndsStoresWhatItHasRead() {
        LogFollowing following = LogFollowing.open(
                client,
                store,
                new LogSettings(Duration.ofHours(1), 1000, Duration.ofMillis(50), SOON),
                Clock.systemUTC());
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        await().atMost(SOON)
                .until(() -> following
                        .lastLines(ATTEMPT, 1)
                        .filter(List.of("one")::equals)
                        .isPresent());

        following.close();

        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void aFileThatWasRotatedWhileNobodyReadIsMarked() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.away(true);
        kubelet.write("2026-11-21T07:00:01.5Z", "lost\n");
        kubelet.rotate();
        kubelet.write("2026-11-21T07:00:02.5Z", "two\n");
        kubelet.away(false);

        complete(following);

        assertThat(log())
                .isEqualTo("one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T07:00:02.500Z may be"
                        + " lost: kubelet rotated the container's log before it was read]\ntwo\n");
    }

    @Test
    void aStreamThatStaysWithTheOldFileIsLeftForTheNewOneWithoutAMark() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.rotate();
        kubelet.write("2026-11-21T07:00:02.5Z", "two\n");

        awaitLog("one\ntwo\n");
        complete(following);
        assertThat(log()).isEqualTo("one\ntwo\n");
    }

    @Test
    void aQuietLogThatWasRotatedAndThenAdoptedHasNoMark() throws Exception {
        LogFollowing first = worker(store);
        first.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.rotate();
        await().atMost(SOON).until(() -> store.segments(ATTEMPT).size() == 2);
        first.close();

        LogFollowing second = worker(store);
        second.follow(ATTEMPT, running());
        await().atMost(SOON).until(() -> kubelet.openStreams() > 0);
        kubelet.write("2026-11-21T07:00:02.5Z", "two\n");
        awaitLog("one\ntwo\n");
    }

    @Test
    void aPodThatIsGoneBeforeItsLogWasReadIsMarked() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.remove();
        kubelet.cut();

        following.complete(ATTEMPT, Optional.empty(), ENDED);

        assertThat(log())
                .isEqualTo(
                        "one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T08:00:00Z may be lost:"
                                + " the pod was gone before its log was read to the end]\n");
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void aPodThatIsGoneAfterItsLogWasReadIsNot() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.exit();
        kubelet.remove();

        following.complete(ATTEMPT, Optional.empty(), ENDED);

        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void anAttemptThatNeverStartedHasAnEmptyLog() throws Exception {
        worker(store).complete(ATTEMPT, Optional.empty(), ENDED);

        assertThat(log()).isEmpty();
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void whileTheStoreIsAwayNothingIsLostAndNothingThrown() throws Exception {
        LogFollowing following = worker(store);
        store.away(true);
        following.follow(ATTEMPT, running());
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            kubelet.write("2026-11-21T07:00:00.5Z", "line " + i + "\n");
            expected.append("line ").append(i).append('\n');
        }
        kubelet.exit();
        following.follow(ATTEMPT, ended());

        store.away(false);
        complete(following);

        assertThat(log()).isEqualTo(expected.toString());
    }

    @Test
    void whoCompletesReturnsWhileTheStoreIsAwayAndTheLogIsCompletedLater() throws Exception {
        LogFollowing following = worker(new FailingStore(store));
        FailingStore away = new FailingStore(store);
        away.allow(0);
        LogFollowing cut = worker(away);
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        kubelet.exit();

        cut.complete(ATTEMPT, Optional.of(ended()), ENDED);
        assertThat(Kept.isComplete(store, ATTEMPT)).isFalse();

        complete(following);
        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void aNodeThatDoesNotAnswerIsGivenUpAndMarked() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.away(true);

        following.complete(ATTEMPT, Optional.of(ended()), ENDED);

        assertThat(log())
                .startsWith(
                        "one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T08:00:00Z may be lost:"
                                + " it could not be read (503 the server is away)");
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void twoWorkersThatBothFollowDoubleAndLoseNothing() throws Exception {
        LogFollowing one = worker(store);
        LogFollowing other = worker(store);
        one.follow(ATTEMPT, running());
        other.follow(ATTEMPT, running());
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            kubelet.write("2026-11-21T07:00:00." + String.format("%09d", i * 1000) + "Z", "line " + i + "\n");
            expected.append("line ").append(i).append('\n');
        }
        complete(one);

        assertThat(log()).isEqualTo(expected.toString());
    }
}
