package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** A log store for tests, which can be told to fail. */
public final class MemoryLogStore implements LogStore {
    private record Kept(LogSegment segment, ByteBuffer bytes, Instant at) {}

    private final Map<AttemptId, List<Kept>> logs = new ConcurrentHashMap<>();
    private volatile boolean away;

    /** Whether it answers nobody. */
    public void away(boolean gone) {
        away = gone;
    }

    @Override
    public boolean append(AttemptId attempt, LogSegment segment, byte[] bytes) {
        requireThere();
        List<Kept> chain = logs.computeIfAbsent(attempt, _ -> new ArrayList<>());
        synchronized (chain) {
            int place = segment.extent().sequence();
            if (place < chain.size()) {
                return chain.get(place).segment().equals(segment);
            }
            long end = chain.isEmpty() ? 0 : chain.getLast().segment().end();
            if (place > chain.size()
                    || segment.extent().offset() != end
                    || bytes.length != segment.extent().length()) {
                throw new IllegalArgumentException("nothing of " + segment + " follows " + chain.size());
            }
            return chain.add(new Kept(segment, ByteBuffer.wrap(bytes.clone()), Instant.now()));
        }
    }

    @Override
    public Optional<LogSegment> last(AttemptId attempt) {
        return segments(attempt).stream().reduce((_, next) -> next);
    }

    @Override
    public Optional<LogExtent> at(AttemptId attempt, long offset) {
        return segments(attempt).stream()
                .map(LogSegment::extent)
                .filter(extent -> extent.offset() <= offset)
                .reduce((_, next) -> next);
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        List<Kept> chain = kept(attempt);
        return chain.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(chain.stream()
                        .filter(kept -> kept.at().isBefore(second))
                        .mapToLong(kept -> kept.segment().end())
                        .reduce(0, (_, later) -> later));
    }

    @Override
    public byte[] bytes(AttemptId attempt, LogExtent extent, int from, int atMost) {
        byte[] all = kept(attempt).get(extent.sequence()).bytes().array();
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + atMost));
    }

    /** All segments of a log, in their order. */
    public List<LogSegment> segments(AttemptId attempt) {
        return kept(attempt).stream().map(Kept::segment).toList();
    }

    private List<Kept> kept(AttemptId attempt) {
        requireThere();
        List<Kept> chain = logs.getOrDefault(attempt, List.of());
        synchronized (chain) {
            return List.copyOf(chain);
        }
    }

    private void requireThere() {
        if (away) {
            throw new RuntimeUnavailable("The log store is away.", new IllegalStateException("told so"));
        }
    }
}
