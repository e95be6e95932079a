package dev.forge.k8s.logs;

import static dev.forge.k8s.logs.Kept.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.MainContainers;
import dev.forge.k8s.Names;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.MemoryLogStore;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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
        return worker(itsStore, Clock.systemUTC());
    }

    private LogFollowing worker(LogStore itsStore, Clock clock) {
        LogSettings settings =
                new LogSettings(Duration.ofMillis(50), 1000, Duration.ofMillis(50), Duration.ofSeconds(1));
        LogFollowing following = LogFollowing.open(client, itsStore, settings, clock);
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
        return started(pod(), Optional.empty());
    }

    private static Pod runningSince(String startedAt) {
        return started(pod(), Optional.of(startedAt));
    }

    private static Pod started(PodBuilder pod, Optional<String> at) {
        ContainerState state = new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(at.orElse(null))
                .endRunning()
                .build();
        return withStates(pod, "Running", state);
    }

    private static Pod ended() {
        return ended(pod());
    }

    private static Pod ended(PodBuilder pod) {
        ContainerState state = new ContainerStateBuilder()
                .withNewTerminated()
                .withStartedAt("2026-11-21T07:00:00Z")
                .withFinishedAt("2026-11-21T07:59:59Z")
                .endTerminated()
                .build();
        return withStates(pod, "Succeeded", state);
    }

    private static Pod withStates(PodBuilder pod, String phase, ContainerState state) {
        List<ContainerStatus> statuses = pod.buildSpec().getContainers().stream()
                .map(container -> new ContainerStatusBuilder()
                        .withName(container.getName())
                        .withState(state)
                        .build())
                .toList();
        return pod.withNewStatus()
                .withPhase(phase)
                .withContainerStatuses(statuses)
                .endStatus()
                .build();
    }

    private static final class LateClock extends Clock {
        private volatile Duration late = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(late);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for it");
        }
    }

    private static PodBuilder podOfTwo() {
        return pod().editSpec()
                .addNewContainer()
                .withName("other")
                .endContainer()
                .endSpec();
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
        following.complete(ATTEMPT, Optional.of(ended()), ENDED, NOBODY);
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
        following.complete(ATTEMPT, Optional.of(ended()), ENDED, NOBODY);
        worker(store).complete(ATTEMPT, Optional.empty(), ENDED, NOBODY);

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
    void aGapIsMarkedHoweverLongTheNewFileStaysEmpty() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.away(true);
        kubelet.write("2026-11-21T07:00:01.5Z", "lost\n");
        kubelet.rotate();
        kubelet.away(false);
        int looks = kubelet.looks();
        await().atMost(SOON).until(() -> kubelet.looks() >= looks + 3);
        kubelet.write("2026-11-21T07:00:02.5Z", "two\n");

        complete(following);

        assertThat(log())
                .isEqualTo("one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T07:00:02.500Z may be"
                        + " lost: kubelet rotated the container's log before it was read]\ntwo\n");
    }

    @Test
    void aGapIsMarkedWhereNoLineFollowsIt() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.away(true);
        kubelet.write("2026-11-21T07:00:01.5Z", "lost\n");
        kubelet.rotate();
        kubelet.exit();
        kubelet.away(false);

        complete(following);

        assertThat(log())
                .isEqualTo("one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T08:00:00Z may be"
                        + " lost: kubelet rotated the container's log before it was read]\n");
    }

    @Test
    void aLogThatWasOpenedLateAndBeginsLateIsMarked() throws Exception {
        kubelet.write("2026-11-21T07:10:00Z", "one\n");
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, runningSince("2026-11-21T07:00:00Z"));

        complete(following);

        assertThat(log())
                .matches("\\[forge: log lines before 2026-11-21T07:10:00Z may be lost: the container's log was opened"
                        + " \\d+ s after the container had started]\none\n");
    }

    @Test
    void aModuleThatSaysNothingForLongHasNoMarkWhereSomebodyWasThereInTime() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LogFollowing first = worker(store);
        first.follow(ATTEMPT, runningSince(start.toString()));
        await().atMost(SOON).until(() -> store.segments(ATTEMPT).size() == 1);
        first.close();
        int looks = kubelet.looks();

        LogFollowing second = worker(store, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        second.follow(ATTEMPT, runningSince(start.toString()));
        await().atMost(SOON).until(() -> kubelet.looks() > looks);
        kubelet.write(start.plus(Duration.ofHours(1)).toString(), "one\n");

        awaitLog("one\n");
    }

    @Test
    void aModuleThatSaidNothingAndWhomNobodySawIsMarked() throws Exception {
        worker(store).complete(ATTEMPT, Optional.of(ended()), ENDED, NOBODY);

        assertThat(log())
                .matches("\\[forge: log lines before 2026-11-21T08:00:00Z may be lost: the container's log was opened"
                        + " \\d+ s after the container had started]\n");
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void theFirstLineOfAFurtherContainerThatIsRotatedAwayIsMarked() throws Exception {
        kubelet.write("other", "2026-11-21T07:00:00.5Z", "gone\n");
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, started(podOfTwo(), Optional.empty()));
        await().atMost(SOON).until(() -> kubelet.looks() > 0);
        kubelet.rotate("other");
        kubelet.write("other", "2026-11-21T07:00:09.5Z", "kept\n");
        kubelet.write("2026-11-21T07:00:09.5Z", "one\n");
        kubelet.exit();
        Pod ended = ended(podOfTwo());
        following.follow(ATTEMPT, ended);

        following.complete(ATTEMPT, Optional.of(ended), ENDED, NOBODY);

        assertThat(log())
                .isEqualTo("one\n[other] [forge: log lines before 2026-11-21T07:00:09.500Z were lost: kubelet rotated"
                        + " the container's log before it was read]\n[other] kept\n");
    }

    @Test
    void whatAContainerWritesThatSomebodyElsePutIntoThePodIsNotTheAttempts() throws Exception {
        PodBuilder pod = podOfTwo()
                .editMetadata()
                .addToAnnotations(Names.CONTAINERS, MainContainers.annotation(List.of("module")))
                .endMetadata();
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, started(pod, Optional.empty()));
        kubelet.write("2026-11-21T07:00:00.1Z", "one\n");
        kubelet.write("other", "2026-11-21T07:00:00.2Z", "of a proxy\n");
        kubelet.exit();

        following.follow(ATTEMPT, ended(pod));
        following.complete(ATTEMPT, Optional.of(ended(pod)), ENDED, NOBODY);

        assertThat(log()).isEqualTo("one\n");
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    @Test
    void aFurtherContainerThatIsSilentForLongHasNoMark() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        LateClock clock = new LateClock();
        LogFollowing following = worker(store, clock);
        following.follow(ATTEMPT, started(podOfTwo(), Optional.of(start.toString())));
        await().atMost(SOON).until(() -> kubelet.looks() > 0);
        kubelet.write(start.toString(), "one\n");
        awaitLog("one\n");
        clock.late = Duration.ofHours(1);
        kubelet.write("other", start.plus(Duration.ofMinutes(30)).toString(), "late\n");
        kubelet.exit();
        Pod ended = ended(podOfTwo());
        following.follow(ATTEMPT, ended);

        following.complete(ATTEMPT, Optional.of(ended), ENDED, NOBODY);

        assertThat(log()).isEqualTo("one\n[other] late\n");
    }

    @Test
    void aPodThatIsGoneBeforeAnythingWasReadIsMarked() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        await().atMost(SOON).until(() -> kubelet.openStreams() > 0);
        kubelet.remove();
        kubelet.cut();

        following.complete(ATTEMPT, Optional.empty(), ENDED, NOBODY);

        assertThat(log())
                .isEqualTo("[forge: log lines before 2026-11-21T08:00:00Z may be lost: the pod was gone before its log"
                        + " was read to the end]\n");
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

        following.complete(ATTEMPT, Optional.empty(), ENDED, NOBODY);

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

        following.complete(ATTEMPT, Optional.empty(), ENDED, NOBODY);

        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void anAttemptThatNeverStartedHasAnEmptyLog() throws Exception {
        worker(store).complete(ATTEMPT, Optional.empty(), ENDED, NOBODY);

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

        cut.complete(ATTEMPT, Optional.of(ended()), ENDED, NOBODY);
        assertThat(Kept.isComplete(store, ATTEMPT)).isFalse();

        complete(following);
        assertThat(log()).isEqualTo("one\n");
    }

    @Test
    void whoCompletesSaysMeanwhileWhyItIsNotDoneSinceWhenAndForHowLongAtMost() throws Exception {
        FailingStore away = new FailingStore(store);
        away.allow(0);
        List<Waiting> told = new ArrayList<>();
        Instant before = Instant.now();
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        kubelet.exit();

        worker(away).complete(ATTEMPT, Optional.of(ended()), ENDED, told::add);

        assertThat(told).anySatisfy(waiting -> {
            assertThat(waiting.why())
                    .isEqualTo("the log of module, attempt 1, is not complete yet: The log store is away");
            assertThat(waiting.since()).isBetween(before, Instant.now());
            assertThat(waiting.limit()).contains(Duration.ofSeconds(2));
            assertThat(waiting.remedy().orElseThrow()).startsWith("see to that");
        });
    }

    @Test
    void aNodeThatDoesNotAnswerIsGivenUpAndMarked() throws Exception {
        LogFollowing following = worker(store);
        following.follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.5Z", "one\n");
        awaitLog("one\n");
        kubelet.away(true);

        following.complete(ATTEMPT, Optional.of(ended()), ENDED, NOBODY);

        assertThat(log())
                .startsWith(
                        "one\n[forge: log lines between 2026-11-21T07:00:00.500Z and 2026-11-21T08:00:00Z may be lost:"
                                + " it could not be read (503 the server is away)");
        assertThat(Kept.isComplete(store, ATTEMPT)).isTrue();
    }

    /** One who has read a line, cannot store it, and has seen meanwhile that there is another file. */
    private List<ScriptedKubelet.Line> knowsOfAnotherFile(String firstOfIt) throws Exception {
        worker(store).follow(ATTEMPT, running());
        kubelet.write("2026-11-21T07:00:00.0Z", "first\n");
        awaitLog("first\n");
        store.away(true);
        kubelet.write("2026-11-21T07:00:00.1Z", "one\n");
        int looks = kubelet.looks();
        await().atMost(SOON).until(() -> kubelet.looks() > looks + 1);
        List<ScriptedKubelet.Line> old = kubelet.rotated();
        kubelet.write("2026-11-21T07:00:00.5Z", firstOfIt);
        await().atMost(SOON).until(() -> kubelet.openStreams() == 2);
        return old;
    }

    private void goesOnToTheNewestFile() throws Exception {
        kubelet.turn();
        store.away(false);
        await().atMost(SOON).untilAsserted(() -> assertThat(log()).endsWith("last\n"));
    }

    @Test
    void aWholeLineBeforeAFileThatTheStreamSkipsIsKept() throws Exception {
        List<ScriptedKubelet.Line> old = knowsOfAnotherFile("three\n");
        kubelet.write(old, "2026-11-21T07:00:00.3Z", "two\n");
        kubelet.rotate();
        kubelet.write("2026-11-21T07:00:00.7Z", "four\n");
        kubelet.write("2026-11-21T07:00:00.8Z", "last\n");
        goesOnToTheNewestFile();

        assertThat(log()).isEqualTo("first\none\ntwo\nthree\nfour\nlast\n");
    }

    @Test
    void aLineThatARotationHasCutIsWholeWhereTheStreamSkipsItsRest() throws Exception {
        List<ScriptedKubelet.Line> old = knowsOfAnotherFile("o\n");
        kubelet.write(old, "2026-11-21T07:00:00.3Z", "tw");
        kubelet.write("2026-11-21T07:00:00.6Z", "thr");
        kubelet.rotate();
        kubelet.write("2026-11-21T07:00:00.7Z", "ee\n");
        kubelet.write("2026-11-21T07:00:00.8Z", "last\n");
        goesOnToTheNewestFile();

        assertThat(log()).isEqualTo("first\none\ntwo\nthree\nlast\n");
    }

    @Test
    void aLineThatARotationHasCutIsWholeWhereTheStreamGoesOnWithItsRest() throws Exception {
        List<ScriptedKubelet.Line> old = knowsOfAnotherFile("o\n");
        kubelet.write(old, "2026-11-21T07:00:00.3Z", "tw");
        kubelet.write("2026-11-21T07:00:00.6Z", "last\n");
        goesOnToTheNewestFile();

        assertThat(log()).isEqualTo("first\none\ntwo\nlast\n");
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
