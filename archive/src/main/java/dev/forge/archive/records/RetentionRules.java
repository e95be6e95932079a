package dev.forge.archive.records;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long runs that have ended are kept.
 *
 * @param usual for the runs of every pipeline
 * @param byPipeline instead of it, for those of a pipeline by that name
 */
public record RetentionRules(Rule usual, Map<String, Rule> byPipeline) {
    public static final RetentionRules KEEP_ALL = new RetentionRules(Rule.KEEP_ALL, Map.of());

    /**
     * What is kept of one pipeline's runs: those for which both are true.
     *
     * @param age how long ago they ended, at most
     * @param newest how many of them, the last to end, at most
     */
    public record Rule(Optional<Duration> age, Optional<Integer> newest) {
        public static final Rule KEEP_ALL = new Rule(Optional.empty(), Optional.empty());

        public Rule {
            age.filter(Duration::isNegative).ifPresent(wrong -> {
                throw new IllegalArgumentException("runs are kept for no less than no time, not " + wrong);
            });
            newest.filter(count -> count < 1).ifPresent(wrong -> {
                throw new IllegalArgumentException("one run is kept at least, not " + wrong);
            });
        }
    }

    public RetentionRules {
        byPipeline = Map.copyOf(byPipeline);
    }

    Rule of(String pipeline) {
        return byPipeline.getOrDefault(pipeline, usual);
    }

    public boolean keepAll() {
        return usual.equals(Rule.KEEP_ALL) && byPipeline.values().stream().allMatch(Rule.KEEP_ALL::equals);
    }
}
