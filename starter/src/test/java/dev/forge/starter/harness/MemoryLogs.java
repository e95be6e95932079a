package dev.forge.starter.harness;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs that a test writes. */
public final class MemoryLogs implements AttemptLogs {
    private final Map<AttemptId, Log> logs = new ConcurrentHashMap<>();
    private final Map<AttemptId, RuntimeException> faults = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();

    public void write(AttemptId attempt, String text) {
        write(attempt, text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(AttemptId attempt, byte[] bytes) {
        write(attempt, bytes, Instant.now());
    }

    /** Writes what is then said to have been kept at that time. */
    public void write(AttemptId attempt, byte[] bytes, Instant at) {
        Log part = new Log(bytes, false, List.of(new Part(0, at)));
        logs.merge(attempt, part, (old, more) -> old.with(bytes, at));
    }

    public void complete(AttemptId attempt) {
        logs.merge(attempt, new Log(new byte[0], true, List.of()), (old, end) -> new Log(old.bytes, true, old.parts));
    }

    /** From now on reading this log fails so. */
    public void breakDown(AttemptId attempt, RuntimeException fault) {
        faults.put(attempt, fault);
    }

    /** From now on it can be read again. */
    public void repair(AttemptId attempt) {
        faults.remove(attempt);
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
        reads.incrementAndGet();
        if (faults.containsKey(attempt)) {
            throw faults.get(attempt);
        }
        return Optional.ofNullable(logs.get(attempt)).map(log -> {
            int start = Math.toIntExact(Math.min(from, log.bytes.length));
            int end = Math.min(log.bytes.length, start + atMost);
            return new LogSlice(
                    start, Arrays.copyOfRange(log.bytes, start, end), log.complete && end == log.bytes.length);
        });
    }

    @Override
    public OptionalLong length(AttemptId attempt) {
        reads.incrementAndGet();
        if (faults.containsKey(attempt)) {
            throw faults.get(attempt);
        }
        return Optional.ofNullable(logs.get(attempt)).stream()
                .mapToLong(log -> log.bytes.length)
                .findFirst();
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        return Optional.ofNullable(logs.get(attempt)).stream()
                .mapToLong(log -> log.since(instant))
                .findFirst();
    }

    @Override
    public List<String> lastLines(AttemptId attempt, int lines) {
        throw new UnsupportedOperationException("the starter serves bytes");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private record Part(int from, Instant at) {}

    // A class, not a record: a record's equals would compare the arrays by identity.
    private static final class Log {
        private final byte[] bytes;
        private final boolean complete;
        private final List<Part> parts;

        Log(byte[] bytes, boolean complete, List<Part> parts) {
            this.bytes = bytes;
            this.complete = complete;
            this.parts = parts;
        }

        Log with(byte[] more, Instant at) {
            List<Part> all = new ArrayList<>(parts);
            all.add(new Part(bytes.length, at));
            return new Log(joined(bytes, more), false, List.copyOf(all));
        }

        int since(Instant instant) {
            return parts.stream()
                    .filter(part -> !part.at().isBefore(instant))
                    .mapToInt(Part::from)
                    .findFirst()
                    .orElse(bytes.length);
        }
    }
}
