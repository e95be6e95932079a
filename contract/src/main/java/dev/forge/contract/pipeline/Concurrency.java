package dev.forge.contract.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many runs of a pipeline may be at work at once.
 *
 * @param key only runs with the same one count together; empty: all runs of the pipeline do
 * @param limit how many, 1 to {@link #HIGHEST_LIMIT}
 * @param policy what becomes of a run that finds no room
 */
public record Concurrency(Optional<String> key, int limit, Policy policy) {
    /** Whoever has a turn is looked after one by one, once a minute. */
    public static final int HIGHEST_LIMIT = 1_000;

    /** In chars. */
    public static final int LONGEST_KEY = 1_024;

    static final int DEFAULT_LIMIT = 1;
    static final Policy DEFAULT_POLICY = Policy.QUEUE;

    public Concurrency {
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + HIGHEST_LIMIT + ": " + limit);
        }
    }

    /** What becomes of a run that finds no room. */
    public enum Policy {
        /** It waits for its turn. */
        QUEUE,
        /** It takes the place of those that came before it, which are canceled. */
        REPLACE,
        /** It fails. */
        REJECT;

        /** As an author writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Policy::word).toList();
        }

        static Optional<Policy> of(String word) {
            return Arrays.stream(values())
                    .filter(value -> value.word().equals(word))
                    .findFirst();
        }
    }

    /** The same for runs with a key. */
    public Concurrency withKey(String text) {
        return new Concurrency(Optional.of(text), limit, policy);
    }

    /** What its runs have in common: their key, or the pipeline. */
    public String keyIn(String pipeline) {
        return key.orElse(pipeline);
    }

    /** Whose runs count together: {@code weather for "acme"}, or the pipeline's name alone. */
    public static String told(String pipeline, String key) {
        return key.equals(pipeline) ? pipeline : pipeline + " for " + Quote.of(key);
    }
}
