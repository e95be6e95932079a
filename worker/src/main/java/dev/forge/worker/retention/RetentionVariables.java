package dev.forge.worker.retention;

import dev.forge.archive.records.RetentionRules;
import dev.forge.archive.records.RetentionRules.Rule;
import dev.forge.contract.pipeline.DurationText;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How long the archive keeps runs, as environment variables say it: {@code FORGE_ARCHIVE_KEEP=90d} and
 * {@code FORGE_ARCHIVE_KEEP_NEWEST=1000} for every pipeline, {@code FORGE_ARCHIVE_KEEP_OF=weather=7d,imaging=1d} and
 * {@code FORGE_ARCHIVE_KEEP_NEWEST_OF=weather=100} for some.
 */
public final class RetentionVariables {
    /** What all of their names begin with. */
    public static final String PREFIX = "FORGE_ARCHIVE_KEEP";

    private static final String ONE_RUN = "write a whole number, 1 or more, as in 1000";
    private static final String A_TIME = "write a number with its unit, as in 12h or 90d";

    private final Map<String, String> environment;

    private RetentionVariables(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with the variable and what to write
     */
    public static RetentionRules read(Map<String, String> environment) {
        return new RetentionVariables(environment).read();
    }

    private RetentionRules read() {
        Rule usual = new Rule(
                text(PREFIX).map(text -> parsed(PREFIX, text, DurationText::parse, A_TIME)),
                text(PREFIX + "_NEWEST")
                        .map(text -> parsed(PREFIX + "_NEWEST", text, RetentionVariables::count, ONE_RUN)));
        Map<String, Duration> ages = pairs(PREFIX + "_OF", DurationText::parse, A_TIME);
        Map<String, Integer> counts = pairs(PREFIX + "_NEWEST_OF", RetentionVariables::count, ONE_RUN);
        Set<String> named = new HashSet<>(ages.keySet());
        named.addAll(counts.keySet());
        Map<String, Rule> byPipeline = new HashMap<>();
        // What is not said of a pipeline by itself is as it is for all.
        named.forEach(name -> byPipeline.put(
                name,
                new Rule(
                        Optional.ofNullable(ages.get(name)).or(usual::age),
                        Optional.ofNullable(counts.get(name)).or(usual::newest))));
        return new RetentionRules(usual, byPipeline);
    }

    private <T> Map<String, T> pairs(String name, Function<String, Optional<T>> parse, String remedy) {
        Map<String, T> pairs = new HashMap<>();
        for (String pair : text(name).map(text -> text.split(",", -1)).orElse(new String[0])) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong(name, pair, "write pairs of a pipeline and what it keeps, as in weather=7d,imaging=1d");
            }
            String value = pair.substring(equals + 1).strip();
            pairs.put(pair.substring(0, equals).strip(), parsed(name, value, parse, remedy));
        }
        return pairs;
    }

    private static <T> T parsed(String name, String text, Function<String, Optional<T>> parse, String remedy) {
        return parse.apply(text).orElseThrow(() -> wrong(name, text, remedy));
    }

    private static IllegalArgumentException wrong(String name, String text, String remedy) {
        return new IllegalArgumentException(name + ": \"" + text + "\" cannot be: " + remedy);
    }

    private static Optional<Integer> count(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
