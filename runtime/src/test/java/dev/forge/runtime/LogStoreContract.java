package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogSegment.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suite that every {@link LogStore} passes unchanged, read as its users read it. */
public abstract class LogStoreContract {
    private final AttemptId attempt = new AttemptId("run " + UUID.randomUUID(), "execution", "step", 1);
    private LogStore store;
    private StoredLogs logs;

    /** A store as another worker has it, over the same place; each call gives a new one. */
    protected abstract LogStore store();

    @BeforeEach
    void openTheStore() {
        store = store();
        logs = new StoredLogs(store());
    }

    @Test
    void whatIsAppendedIsRead() {
        append("a", "hello ");
        append("b", "world\n");

        assertThat(text(0, 100)).isEqualTo("hello world\n");
        assertThat(text(3, 5)).isEqualTo("lo wo");
        assertThat(text(6, 100)).isEqualTo("world\n");
        assertThat(text(12, 100)).isEmpty();
        assertThat(text(50, 100)).isEmpty();
    }

    @Test
    void theLastSegmentTellsWhereItsWriterStood() {
        append("a", "hello ");
        LogSegment second = append("b", "world\n");

        assertThat(store().last(attempt)).contains(second);
        assertThat(second.place()).isEqualTo("place of b {\"line\": 1}");
    }

    @Test
    void aLogIsCompleteOnceItsEndIsMarked() {
        append("a", "0123456789");
        assertThat(logs.read(attempt, 0, 100).orElseThrow().complete()).isFalse();

        append("a", Kind.NOTE);
        assertThat(logs.read(attempt, 10, 100).orElseThrow().complete()).isFalse();
        append("a", Kind.END);

        assertThat(logs.read(attempt, 0, 100).orElseThrow().complete()).isTrue();
        assertThat(logs.read(attempt, 3, 4).orElseThrow().complete()).isFalse();
        assertThat(logs.read(attempt, 7, 3).orElseThrow().complete()).isTrue();
        assertThat(logs.read(attempt, 10, 4).orElseThrow().complete()).isTrue();
        assertThat(text(0, 100)).isEqualTo("0123456789");
    }

    @Test
    void anEmptyLogCanBeComplete() {
        append("a", Kind.END);

        assertThat(logs.read(attempt, 0, 100).orElseThrow().complete()).isTrue();
        assertThat(logs.lastLines(attempt, 3)).isEmpty();
    }

    @Test
    void nothingIsKnownOfAnotherAttempt() {
        append("a", "hello");
        AttemptId another = new AttemptId(attempt.runId(), "execution", "step", 2);

        assertThat(store.last(another)).isEmpty();
        assertThat(store.at(another, 0)).isEmpty();
        assertThat(logs.length(another)).isEmpty();
        assertThat(logs.since(another, Instant.EPOCH)).isEmpty();
        assertThat(logs.read(another, 0, 10)).isEqualTo(Optional.empty());
        assertThat(logs.lastLines(another, 10)).isEmpty();
    }

    @Test
    void theLengthIsThatOfAllSegments() {
        assertThat(logs.length(attempt)).isEmpty();

        append("a", Kind.NOTE);
        assertThat(logs.length(attempt)).hasValue(0);
        append("a", "hello ");
        append("b", "world\n");
        assertThat(logs.length(attempt)).hasValue(12);
        append("b", Kind.END);
        assertThat(logs.length(attempt)).hasValue(12);
    }

    @Test
    void whatWasAppendedSinceATimeBeginsWithItsFirstSegment() {
        assertThat(logs.since(attempt, Instant.EPOCH)).isEmpty();
        append("a", "old\n");
        append("a", "older than the next\n");
        Instant appended = Instant.now();
        // A store keeps whole seconds.
        await().until(
                        () -> Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        now -> Duration.between(appended, now).toMillis() > 100);
        Instant between = Instant.now();
        append("a", "new\n");
        append("b", "newer\n");
        append("b", Kind.END);

        assertThat(logs.since(attempt, between)).hasValue(24);
        assertThat(logs.since(attempt, Instant.EPOCH)).hasValue(0);
        assertThat(logs.since(attempt, between.plus(Duration.ofHours(1)))).hasValue(34);
    }

    @Test
    void aNoteHoldsNoBytesAndTheNextSegmentBeginsWhereItDid() {
        append("a", Kind.NOTE);
        append("a", "one\n");
        append("a", Kind.NOTE);
        append("a", Kind.NOTE);
        append("a", "two\n");

        assertThat(text(0, 100)).isEqualTo("one\ntwo\n");
        assertThat(text(4, 1)).isEqualTo("t");
    }

    @Test
    void whoAppendsToATailThatIsNoneAnyMoreIsToldSo() {
        append("a", "hello ");
        LogSegment mine = following(store.last(attempt), "a", Kind.BYTES, 5);
        LogSegment theirs = following(store.last(attempt), "b", Kind.BYTES, 7);

        assertThat(store.append(attempt, theirs, bytes("friends"))).isTrue();
        assertThat(store.append(attempt, mine, bytes("world"))).isFalse();

        assertThat(text(0, 100)).isEqualTo("hello friends");
    }

    @Test
    void appendingTheSameSegmentAgainChangesNothing() {
        LogSegment first = append("a", "hello ");
        append("b", "world");

        assertThat(store.append(attempt, first, bytes("hello "))).isTrue();

        assertThat(text(0, 100)).isEqualTo("hello world");
    }

    @Test
    void ofManyThatAppendAtTheSameTimeOneIsFirst() throws Exception {
        append("a", "hello ");
        Optional<LogSegment> tail = store.last(attempt);
        List<Future<Boolean>> appended = new ArrayList<>();
        try (ExecutorService holders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String holder = "holder" + i;
                LogStore theirs = store();
                appended.add(holders.submit(() ->
                        theirs.append(attempt, following(tail, holder, Kind.BYTES, holder.length()), bytes(holder))));
            }
        }

        int first = 0;
        while (!appended.get(first).get()) {
            first++;
        }
        for (int i = 0; i < appended.size(); i++) {
            assertThat(appended.get(i).get()).isEqualTo(i == first);
        }
        assertThat(text(0, 100)).isEqualTo("hello holder" + first);
    }

    @Test
    void bytesOfAnyKindAndLengthAreReadPageByPage() {
        byte[] all = new byte[3_000_000];
        new Random(7).nextBytes(all);
        Optional<LogSegment> tail = Optional.empty();
        int[] lengths = {1, 1_048_576, 3, 1_900_000, 51_420};
        int at = 0;
        for (int length : lengths) {
            byte[] part = new byte[length];
            System.arraycopy(all, at, part, 0, length);
            LogSegment segment = following(tail, "a", Kind.BYTES, length);
            assertThat(store.append(attempt, segment, part)).isTrue();
            tail = Optional.of(segment);
            at += length;
        }
        append("a", Kind.END);

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        LogSlice page = logs.read(attempt, 0, 100_000).orElseThrow();
        read.writeBytes(page.bytes());
        while (!page.complete()) {
            page = logs.read(attempt, page.next(), 100_000).orElseThrow();
            read.writeBytes(page.bytes());
        }
        assertThat(read.toByteArray()).isEqualTo(all);
    }

    @Test
    void theLastLinesAreThoseOfTheEndWhateverSegmentsTheyAreIn() {
        append("a", "one\ntw");
        append("a", "o\nthr");
        append("a", "ee");

        assertThat(logs.lastLines(attempt, 2)).containsExactly("two", "three");
        assertThat(logs.lastLines(attempt, 9)).containsExactly("one", "two", "three");
    }

    private LogSegment append(String holder, String text) {
        LogSegment segment = following(store.last(attempt), holder, Kind.BYTES, bytes(text).length);
        assertThat(store.append(attempt, segment, bytes(text))).isTrue();
        return segment;
    }

    private void append(String holder, Kind kind) {
        LogSegment segment = following(store.last(attempt), holder, kind, 0);
        assertThat(store.append(attempt, segment, new byte[0])).isTrue();
    }

    private static LogSegment following(Optional<LogSegment> tail, String holder, Kind kind, int length) {
        LogExtent extent = tail.map(last -> last.extent().next(length)).orElseGet(() -> LogExtent.first(length));
        return new LogSegment(extent, kind, holder, "place of " + holder + " {\"line\": 1}");
    }

    private String text(long from, int atMost) {
        return new String(logs.read(attempt, from, atMost).orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
