package dev.forge.k8s.logs;

import static dev.forge.k8s.logs.Kept.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.MemoryLogStore;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LogFollowingE2E {
    /** A million lines, 42 MB. */
    private static final String MILLION =
            "awk 'BEGIN {for (i = 1; i <= 1000000; i++) printf \"%08d the quick brown fox jumps over it\\n\", i}'";

    /** The same at 80,000 lines a second at most, through several rotations. */
    private static final String MILLION_THROUGH_ROTATIONS = paced("i % 2000 == 0", "0.05");

    /** The same with a pause before its file is large enough to be rotated. */
    private static final String MILLION_WITH_A_PAUSE = paced("i == 100000", "8");

    /** 300,000 lines, of 25 MB as the container runtime writes them; the first is 00000001. */
    private static final String MORE_THAN_A_FILE =
            "awk 'BEGIN {for (i = 1; i <= 300000; i++) printf \"%08d the quick brown fox jumps over it\\n\", i}'";

    private static PodLab lab;

    private final MemoryLogStore store = new MemoryLogStore();
    private final List<LogFollowing> opened = new ArrayList<>();
    private final String run = "run " + UUID.randomUUID();

    @BeforeAll
    static void openTheLab() {
        lab = PodLab.open();
    }

    @AfterAll
    static void closeTheLab() {
        lab.close();
    }

    @AfterEach
    void close() {
        opened.forEach(LogFollowing::close);
    }

    private static String paced(String when, String seconds) {
        return "awk 'BEGIN {for (i = 1; i <= 1000000; i++) {printf \"%08d the quick brown fox jumps over it\\n\", i;"
                + " if (" + when + ") {fflush(); system(\"sleep " + seconds + "\")}}}'";
    }

    private LogFollowing worker(LogStore itsStore) {
        LogFollowing following = LogFollowing.open(lab.client(), itsStore, LogSettings.DEFAULT, Clock.systemUTC());
        opened.add(following);
        return following;
    }

    private AttemptId attempt(int number) {
        return new AttemptId(run, "execution", "module", number);
    }

    private byte[] logOf(String script) throws Exception {
        Pod pod = lab.start(attempt(1), script);
        lab.followToTheEnd(worker(store), attempt(1), pod);
        assertThat(Kept.isComplete(store, attempt(1))).isTrue();
        return Kept.bytes(store, attempt(1));
    }

    private static byte[] million() {
        StringBuilder lines = new StringBuilder(43_000_000);
        for (int i = 1; i <= 1_000_000; i++) {
            String number = Integer.toString(i);
            lines.append("00000000", 0, 8 - number.length()).append(number);
            lines.append(" the quick brown fox jumps over it\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void assertIsMillion(byte[] log) {
        Kept.assertSame(log, million());
    }

    @Test
    void aMillionLinesAreKeptByteForByte() throws Exception {
        assertIsMillion(logOf("sleep 4; " + MILLION));
    }

    @Test
    void rotationsLoseNothing() throws Exception {
        byte[] log = logOf(MILLION_THROUGH_ROTATIONS + "; sleep 14; echo end");

        assertThat(log).endsWith("\nend\n".getBytes(StandardCharsets.UTF_8));
        assertIsMillion(Arrays.copyOf(log, log.length - 4));
    }

    @Test
    void whoAdoptsGoesOnWhereADeadWorkerLeftOff() throws Exception {
        FailingStore itsStore = new FailingStore(store);
        itsStore.allow(2);
        LogFollowing dead = worker(itsStore);
        Pod pod = lab.start(attempt(1), MILLION_WITH_A_PAUSE + "; sleep 2; echo end");
        dead.follow(attempt(1), lab.started(pod));
        await().atMost(Duration.ofMinutes(1)).until(itsStore::isCut);

        LogFollowing adopter = worker(store);
        lab.followToTheEnd(adopter, attempt(1), pod);
        itsStore.allow(Integer.MAX_VALUE);
        dead.complete(attempt(1), Optional.of(lab.now(pod)), Instant.now(), NOBODY);

        byte[] log = Kept.bytes(store, attempt(1));
        assertThat(log).endsWith("\nend\n".getBytes(StandardCharsets.UTF_8));
        assertIsMillion(Arrays.copyOf(log, log.length - 4));
    }

    @Test
    void twoWorkersThatBothFollowDoubleAndLoseNothing() throws Exception {
        LogFollowing one = worker(store);
        LogFollowing other = worker(store);
        Pod pod = lab.start(attempt(1), MILLION_THROUGH_ROTATIONS);
        Pod started = lab.started(pod);
        one.follow(attempt(1), started);
        other.follow(attempt(1), started);

        lab.followToTheEnd(one, attempt(1), pod);

        assertIsMillion(Kept.bytes(store, attempt(1)));
    }

    @Test
    void aWorkerThatNeverFollowedCompletesTheLog() throws Exception {
        Pod pod = lab.start(attempt(1), "seq 1 100000; printf 'no newline'");
        Pod ended = lab.ended(pod);

        worker(store).complete(attempt(1), Optional.of(ended), Instant.now(), NOBODY);
        worker(store).complete(attempt(1), Optional.of(ended), Instant.now(), NOBODY);

        assertThat(Kept.isComplete(store, attempt(1))).isTrue();
        assertThat(Kept.bytes(store, attempt(1)))
                .hasSize(588_895 + 10)
                .endsWith("00\nno newline".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void bytesThatAreNoTextAndLinesThatAreLongAreKept() throws Exception {
        byte[] log =
                logOf("printf '\\000\\001\\377\\376\\r\\000\\n\\n\\n\\200\\r'; head -c 1048576 /dev/zero | tr '\\0' x;"
                        + " echo; head -c 16384 /dev/zero | tr '\\0' y; echo; head -c 100000 /dev/zero | tr '\\0' z");

        String expected = "\0\1ÿþ\r\0\n\n\n\u0080\r" + "x".repeat(1_048_576) + "\n" + "y".repeat(16_384) + "\n"
                + "z".repeat(100_000);
        Kept.assertSame(log, expected.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void ofALineEndOfTwoCharactersTheContainerRuntimeKeepsOne() throws Exception {
        assertThat(logOf("printf 'a\\rb\\r\\nc'")).asString().isEqualTo("a\rb\nc");
    }

    @Test
    void aLongLineThatIsWrittenSlowlyIsKept() throws Exception {
        byte[] log = logOf("for i in 1 2 3 4 5 6 7 8; do head -c 50000 /dev/zero | tr '\\0' $i; sleep 1; done; echo");

        StringBuilder expected = new StringBuilder();
        for (int i = 1; i <= 8; i++) {
            expected.append(Integer.toString(i).repeat(50_000));
        }
        Kept.assertSame(log, expected.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenAfterStandardOutputWasClosedIsKept() throws Exception {
        assertThat(logOf("echo first; exec >&-; sleep 3; echo second >&2; exit 1"))
                .asString()
                .isEqualTo("first\nsecond\n");
    }

    @Test
    void aModuleThatWritesNothingHasAnEmptyLog() throws Exception {
        assertThat(logOf("sleep 3")).isEmpty();
    }

    @Test
    void whatAPodThatIsDeletedWroteInItsGraceIsKept() throws Exception {
        LogFollowing following = worker(store);
        Pod pod = lab.start(attempt(1), "trap 'echo goodbye; exit 0' TERM; echo hello; sleep 60 & wait");
        following.follow(attempt(1), lab.started(pod));
        await().atMost(Duration.ofSeconds(30)).until(() -> Kept.bytes(store, attempt(1)).length == 6);

        lab.delete(pod);
        await().atMost(Duration.ofSeconds(30)).until(() -> lab.now(pod) == null);
        following.complete(attempt(1), Optional.empty(), Instant.now(), NOBODY);

        assertThat(Kept.bytes(store, attempt(1))).asString().isEqualTo("hello\ngoodbye\n");
        assertThat(Kept.isComplete(store, attempt(1))).isTrue();
    }

    @Test
    void linesOfFurtherContainersFollowWithTheirNames() throws Exception {
        Pod pod = PodLab.builder(attempt(1), "echo a; sleep 2; echo b")
                .editSpec()
                .addNewContainer()
                .withName("other")
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", "echo c; echo; echo d")
                .endContainer()
                .endSpec()
                .build();
        lab.followToTheEnd(worker(store), attempt(1), lab.start(pod));

        assertThat(Kept.bytes(store, attempt(1))).asString().isEqualTo("a\nb\n[other] c\n[other] \n[other] d\n");
    }

    @Test
    @Tag("long")
    void ofALogWhoseFirstFileIsRotatedAwayBeforeAnybodyCameTheMissingHeadIsMarked() throws Exception {
        Pod pod = lab.started(lab.start(attempt(1), MORE_THAN_A_FILE + "; sleep 40; echo late"));
        awaitRotation(pod, "module");
        Instant late = lab.startedAt(pod).plusSeconds(31);
        await().atMost(Duration.ofSeconds(35)).until(() -> Instant.now().isAfter(late));

        lab.followToTheEnd(worker(store), attempt(1), pod);

        assertThat(Kept.bytes(store, attempt(1)))
                .asString()
                .matches(
                        "(?s)\\[forge: log lines before \\S+ may be lost: the container's log was opened \\d+ s after the"
                                + " container had started]\\n.*late\\n");
    }

    @Test
    @Tag("long")
    void ofAFurtherContainersLogWhoseFirstFileIsRotatedAwayTheMissingHeadIsMarked() throws Exception {
        Pod pod = lab.start(PodLab.builder(attempt(1), "echo module; sleep 50")
                .editSpec()
                .addNewContainer()
                .withName("other")
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", MORE_THAN_A_FILE + "; sleep 30; echo late")
                .endContainer()
                .endSpec()
                .build());
        LogFollowing following = worker(store);
        following.follow(attempt(1), lab.started(pod));
        awaitRotation(pod, "other");

        lab.followToTheEnd(following, attempt(1), pod);

        assertThat(Kept.bytes(store, attempt(1)))
                .asString()
                .matches("(?s)module\\n\\[other] \\[forge: log lines before \\S+ were lost: kubelet rotated the"
                        // What kubelet has left of it depends on when it looked: at least what came after.
                        + " container's log before it was read]\\n(\\[other] .*)?\\[other] late\\n");
    }

    private static void awaitRotation(Pod pod, String container) {
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> lab.beginning(pod, container), beginning -> !beginning.isEmpty());
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> lab.beginning(pod, container), beginning -> !beginning.equals("00000001"));
    }

    @Test
    void aWorkerSeesTheLastLinesBeforeTheyAreStored() throws Exception {
        FailingStore away = new FailingStore(store);
        away.allow(0);
        LogFollowing following = worker(store);
        Pod pod = lab.start(attempt(1), "seq 1 100; sleep 20");
        following.follow(attempt(1), lab.started(pod));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(new PodAttemptLogs(away, following).lastLines(attempt(1), 2))
                        .containsExactly("99", "100"));
    }

    @Test
    @Tag("long")
    void fiftyLogsAreFollowedAtOnce() throws Exception {
        LogFollowing following = worker(store);
        Map<Integer, Pod> pods = new HashMap<>();
        for (int i = 1; i <= 50; i++) {
            pods.put(
                    i, lab.start(attempt(i), "i=0; while [ $i -lt 20 ]; do seq 1 2000; sleep 0.5; i=$((i + 1)); done"));
        }
        List<Future<Boolean>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pods.forEach((number, pod) -> all.add(threads.submit(() -> {
                lab.followToTheEnd(following, attempt(number), pod);
                return Kept.isComplete(store, attempt(number));
            })));
        }

        for (int i = 1; i <= 50; i++) {
            assertThat(all.get(i - 1).get()).isTrue();
            assertThat(Kept.bytes(store, attempt(i))).hasSize(20 * 8893);
        }
    }
}
