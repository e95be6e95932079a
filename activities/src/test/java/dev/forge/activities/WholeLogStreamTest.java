package dev.forge.activities;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeLogStreamTest {
    @Test
    void theLogOfTheOnlyAttemptIsPutByteForByte() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);

        try (WholeLogStream stream = new WholeLogStream(new Kept(Map.of(1, bytes)), attempts(1))) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void ofSeveralAttemptsEachHasALineThatTellsWhichItIs() throws IOException {
        Map<Integer, byte[]> logs = Map.of(1, "half a li".getBytes(UTF_8), 3, "whole\n".getBytes(UTF_8));

        assertThat(text(logs, 3)).isEqualTo("""
                ==> attempt 1 <==
                half a li
                ==> attempt 2 <==
                ==> attempt 3 <==
                whole
                """);
    }

    @Test
    void whatNeverWroteAnythingIsEmpty() throws IOException {
        assertThat(text(Map.of(), 1)).isEmpty();
    }

    @Test
    void itIsReadByteByByteToo() throws IOException {
        try (WholeLogStream stream = new WholeLogStream(new Kept(Map.of(1, new byte[] {(byte) 0xff})), attempts(1))) {
            assertThat(stream.read()).isEqualTo(0xff);
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    private static String text(Map<Integer, byte[]> logs, int attempts) throws IOException {
        try (WholeLogStream stream = new WholeLogStream(new Kept(logs), attempts(attempts))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private static List<AttemptId> attempts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new AttemptId("run", "today", "monthly", number))
                .toList();
    }

    private record Kept(Map<Integer, byte[]> logs) implements AttemptLogs {
        @Override
        public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
            return Optional.ofNullable(logs.get(attempt.number()))
                    .map(bytes -> new LogSlice(
                            from,
                            Arrays.copyOfRange(bytes, (int) from, (int) Math.min(bytes.length, from + atMost)),
                            true));
        }

        @Override
        public OptionalLong length(AttemptId attempt) {
            throw new UnsupportedOperationException("nobody asks how long a log is that is read to its end");
        }

        @Override
        public OptionalLong since(AttemptId attempt, Instant instant) {
            throw new UnsupportedOperationException("a whole log is of every time");
        }

        @Override
        public List<String> lastLines(AttemptId attempt, int lines) {
            return List.of();
        }
    }
}
