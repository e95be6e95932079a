package dev.forge.starter.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.MemoryLogStore;
import dev.forge.runtime.StoredLogs;
import dev.forge.starter.log.LogPattern.Letters;
import dev.forge.starter.log.LogSearch.Found;
import dev.forge.starter.log.LogWish.Which;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesOfLogsTest {
    private static final AttemptId FIRST = new AttemptId("run", "execution", "step", 1);
    private static final AttemptId SECOND = new AttemptId("run", "execution", "step", 2);

    private final LogStore store = new MemoryLogStore();
    private final StoredLogs logs = new StoredLogs(store);

    @Test
    void linesAreFoundWhereverTheirSegmentsEnd() {
        byte[] log = bytes("one\nschöner Tag\nthree\nein schönes Ende");
        for (int length = 1; length < log.length; length++) {
            AttemptId attempt = new AttemptId("run " + length, "execution", "step", 1);
            write(attempt, log, length);

            assertThat(search(text("schön"), 50, attempt).matches())
                    .containsExactly(new LogMatch(1, 2, 4, "schöner Tag"), new LogMatch(1, 4, 23, "ein schönes Ende"));
        }
    }

    @Test
    void theLastLinesAreThoseOfTheEndWhereverTheirSegmentsEnd() {
        byte[] log = bytes("one\nschöner Tag\nthree\nein schönes Ende");
        for (int length = 1; length < log.length; length++) {
            AttemptId attempt = new AttemptId("run " + length, "execution", "step", 1);
            write(attempt, log, length);

            assertThat(new LineStarts(logs).ofLast(attempt, log.length, 1)).isEqualTo(23);
            assertThat(new LineStarts(logs).ofLast(attempt, log.length, 3)).isEqualTo(4);
        }
    }

    @Test
    void aRegularExpressionIsOfOneLine() {
        write(FIRST, "begin\nmiddle\r\nend\n\n");

        assertThat(search(regex("^middle$"), 50, FIRST).matches()).containsExactly(new LogMatch(1, 2, 6, "middle"));
        assertThat(search(regex("^$"), 50, FIRST).matches()).containsExactly(new LogMatch(1, 4, 18, ""));
        assertThat(search(regex("(?s)begin.*end"), 50, FIRST).matches()).isEmpty();
    }

    @Test
    void aSearchGoesOnWhereItHasEnded() {
        write(FIRST, "hit 1\nmiss\nhit 2\n");
        write(SECOND, "miss\nhit 3\nhit 4\nmiss");

        List<String> found = new ArrayList<>();
        Optional<SearchPlace> from = Optional.empty();
        do {
            Found page = search(text("hit"), 1, from, FIRST, SECOND);
            page.matches().forEach(match -> found.add(match.attempt() + ":" + match.line() + ":" + match.text()));
            from = page.next();
        } while (from.isPresent());

        assertThat(found).containsExactly("1:1:hit 1", "1:3:hit 2", "2:2:hit 3", "2:3:hit 4");
    }

    @Test
    void aSearchThatHasFoundEnoughWithTheLastLineIsOver() {
        write(FIRST, "hit\nhit\n");

        assertThat(search(text("hit"), 2, FIRST).next()).isEmpty();
        assertThat(search(text("hit"), 1, FIRST).next()).contains(new SearchPlace(1, 2, 4));
    }

    @Test
    void afterSomeTimeASearchSaysWhereToGoOnWithWhatItHas() {
        write(FIRST, "hit\nmiss\nmiss\nhit\n");
        Clock late = new Ticking(LinesOfLogs.PATIENCE.dividedBy(2));

        Found found = search(late, text("hit"), 50, Optional.empty(), FIRST);

        assertThat(found.matches()).extracting(LogMatch::line).containsExactly(1L);
        assertThat(found.next()).contains(new SearchPlace(1, 3, 9));
    }

    @Test
    void evenASearchThatIsAlwaysLateComesToItsEnd() {
        write(FIRST, "one\ntwo\nthree\n");
        Clock late = new Ticking(LinesOfLogs.PATIENCE);

        int calls = 1;
        Found found = search(late, text("hit"), 50, Optional.empty(), FIRST);
        for (; found.next().isPresent(); calls++) {
            found = search(late, text("hit"), 50, found.next(), FIRST);
        }

        assertThat(calls).isEqualTo(3);
    }

    @Test
    void aMatchIsFoundWhereverItIsInALineThatIsVeryLong() {
        byte[] line = new byte[300_000];
        Arrays.fill(line, (byte) 'x');
        for (int at :
                List.of(0, LineSearch.PIECE - 3, LineSearch.PIECE, LineSearch.PIECE + LineSearch.BEYOND - 3, 299_994)) {
            AttemptId attempt = new AttemptId("run " + at, "execution", "step", 1);
            byte[] log = line.clone();
            System.arraycopy(bytes("needle"), 0, log, at, 6);
            write(attempt, log, 70_001);

            assertThat(search(text("needle"), 50, attempt).matches())
                    .singleElement()
                    .satisfies(match -> {
                        assertThat(match.line()).isEqualTo(1);
                        assertThat(match.offset())
                                .isBetween((long) at - LineSearch.PIECE - LineSearch.BEYOND, (long) at);
                        assertThat(match.text()).contains("needle").hasSizeLessThanOrEqualTo(LinePiece.SHOWN + 2);
                        assertThat(match.text().startsWith("…")).isEqualTo(at > 0);
                        assertThat(match.text().endsWith("…")).isEqualTo(at < 299_994);
                    });
        }
    }

    @Test
    void aLongLineHasOneBeginningAndOneEnd() {
        write(FIRST, bytes("ö".repeat(100_000) + "\nö\n"), 99_999);

        assertThat(search(regex("^ö"), 50, FIRST).matches())
                .extracting(LogMatch::line, LogMatch::offset)
                .containsExactly(tuple(1L, 0L), tuple(2L, 200_001L));
        assertThat(search(regex("ö$"), 50, FIRST).matches())
                .extracting(LogMatch::line)
                .containsExactly(1L, 2L);
        assertThat(search(regex("[^ö]"), 50, FIRST).matches()).isEmpty();
    }

    @Test
    void aSearchGoesOnWithinALongLine() {
        write(FIRST, bytes("x".repeat(200_000)), 50_000);
        Found first = search(text("x"), 1, FIRST);

        assertThat(first.next()).contains(new SearchPlace(1, 1, LineSearch.PIECE));
        Found second = search(regex("^x"), 1, first.next(), FIRST);
        assertThat(second.matches()).isEmpty();
        assertThat(second.next()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextDoNotHideTheTextBesideThem() {
        byte[] noise = new byte[1_048_576];
        new Random(7).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == '\n' ? 0 : noise[i];
        }
        System.arraycopy(bytes("needle"), 0, noise, 700_000, 6);
        write(FIRST, noise, 1_000_000);

        assertThat(search(text("needle"), 50, FIRST).matches())
                .singleElement()
                .satisfies(match -> assertThat(match.text()).contains("needle"));
    }

    @Test
    void manyLinesAreCountedAsTheyAre() {
        String log = IntStream.rangeClosed(1, 50_000)
                .mapToObj(i -> "line " + i + "\n")
                .reduce("", String::concat);
        write(FIRST, bytes(log), 100_000);

        assertThat(search(regex("^line (4999|33333)$"), 50, FIRST).matches())
                .extracting(LogMatch::line, LogMatch::text)
                .containsExactly(tuple(4_999L, "line 4999"), tuple(33_333L, "line 33333"));
    }

    private Found search(LogPattern pattern, int limit, AttemptId... attempts) {
        return search(pattern, limit, Optional.empty(), attempts);
    }

    private Found search(LogPattern pattern, int limit, Optional<SearchPlace> from, AttemptId... attempts) {
        return search(new Ticking(Duration.ZERO), pattern, limit, from, attempts);
    }

    private Found search(
            Clock clock, LogPattern pattern, int limit, Optional<SearchPlace> from, AttemptId... attempts) {
        List<LogSpan> spans = Arrays.stream(attempts)
                .map(attempt -> new LogSpan(attempt, 0, logs.length(attempt).orElseThrow()))
                .toList();
        return new LinesOfLogs(logs, clock)
                .search(new LogParts(spans), new SearchWish(new Which.All(), pattern, limit, from));
    }

    private void write(AttemptId attempt, String log) {
        write(attempt, bytes(log), log.length());
    }

    private void write(AttemptId attempt, byte[] log, int segment) {
        LogExtent extent = LogExtent.first(Math.min(segment, log.length));
        while (extent.length() > 0) {
            store.append(
                    attempt,
                    new LogSegment(extent, LogSegment.Kind.BYTES, "holder", ""),
                    Arrays.copyOfRange(log, (int) extent.offset(), (int) extent.end()));
            extent = extent.next((int) Math.min(segment, log.length - extent.end()));
        }
    }

    private static LogPattern text(String text) {
        return LogPattern.text(text, Letters.AS_THEY_ARE);
    }

    private static LogPattern regex(String regex) {
        return LogPattern.regex(regex, Letters.AS_THEY_ARE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Later by the same at each look. */
    private static final class Ticking extends Clock {
        private final Duration step;
        private Instant now = Instant.EPOCH;

        Ticking(Duration step) {
            this.step = step;
        }

        @Override
        public Instant instant() {
            now = now.plus(step);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
