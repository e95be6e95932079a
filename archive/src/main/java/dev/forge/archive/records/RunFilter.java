package dev.forge.archive.records;

import dev.forge.contract.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs to list: those for which all of it is true.
 *
 * @param states one of them; any where there is none
 * @param labels each with that value
 * @param startedFrom then or later
 * @param startedBefore earlier than that
 * @param atLeast how long it took, in milliseconds; what has not ended has taken no time yet
 * @param atMost likewise
 * @param idPrefix how the id begins
 * @param text is in the id or in a label's value, in capitals or not
 */
public record RunFilter(
        Set<RunState> states,
        Optional<String> pipeline,
        Map<String, String> labels,
        Optional<Instant> startedFrom,
        Optional<Instant> startedBefore,
        Optional<Duration> atLeast,
        Optional<Duration> atMost,
        Optional<String> idPrefix,
        Optional<String> text) {
    public RunFilter {
        states = Set.copyOf(states);
        labels = Map.copyOf(labels);
    }

    public static RunFilter all() {
        return new RunFilter(
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public RunFilter in(RunState... others) {
        return new RunFilter(
                Set.of(others), pipeline, labels, startedFrom, startedBefore, atLeast, atMost, idPrefix, text);
    }

    public RunFilter of(String name) {
        return new RunFilter(
                states, Optional.of(name), labels, startedFrom, startedBefore, atLeast, atMost, idPrefix, text);
    }

    public RunFilter labelled(String label, String value) {
        Map<String, String> more = new HashMap<>(labels);
        more.put(label, value);
        return new RunFilter(states, pipeline, more, startedFrom, startedBefore, atLeast, atMost, idPrefix, text);
    }

    public RunFilter startedFrom(Instant at) {
        return new RunFilter(states, pipeline, labels, Optional.of(at), startedBefore, atLeast, atMost, idPrefix, text);
    }

    public RunFilter startedBefore(Instant at) {
        return new RunFilter(states, pipeline, labels, startedFrom, Optional.of(at), atLeast, atMost, idPrefix, text);
    }

    public RunFilter atLeast(Duration duration) {
        return new RunFilter(
                states, pipeline, labels, startedFrom, startedBefore, Optional.of(duration), atMost, idPrefix, text);
    }

    public RunFilter atMost(Duration duration) {
        return new RunFilter(
                states, pipeline, labels, startedFrom, startedBefore, atLeast, Optional.of(duration), idPrefix, text);
    }

    public RunFilter containing(String part) {
        return new RunFilter(
                states, pipeline, labels, startedFrom, startedBefore, atLeast, atMost, idPrefix, Optional.of(part));
    }

    public RunFilter beginningWith(String part) {
        return new RunFilter(
                states, pipeline, labels, startedFrom, startedBefore, atLeast, atMost, Optional.of(part), text);
    }
}
