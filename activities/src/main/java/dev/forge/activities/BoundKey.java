package dev.forge.activities;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.Problem;
import java.util.Map;
import java.util.Optional;

/** The key by which a run counts together with others, as its values make it. */
final class BoundKey {
    private static final String POINTER = "/pipeline/concurrency/key";

    private BoundKey() {}

    /** The limit as it is for this run. */
    static Concurrency in(Concurrency concurrency, Map<String, String> values) {
        return concurrency
                .key()
                .map(key -> concurrency.withKey(Expressions.expand(key, values)))
                .orElse(concurrency);
    }

    /** What is wrong with a key whose expressions have values. */
    static Optional<Problem> problem(String key, Map<String, String> values) {
        if (!values.keySet().containsAll(Expressions.names(key))) {
            return Optional.empty();
        }
        if (Expressions.length(key, values) > Concurrency.LONGEST_KEY) {
            return Optional.of(Problem.of(
                    POINTER,
                    "the key is longer than " + Concurrency.LONGEST_KEY + " characters once its parameters are put in",
                    "give shorter values"));
        }
        return Expressions.expand(key, values).isBlank()
                ? Optional.of(Problem.of(
                        POINTER,
                        "the key is empty once its parameters are put in",
                        "give them values, or leave concurrency.key out"))
                : Optional.empty();
    }
}
