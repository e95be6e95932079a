package dev.forge.starter.api;

import dev.forge.archive.records.RunFilter;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.Refusal;
import io.micronaut.http.HttpParameters;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code GET /runs} is asked for. */
record RunQuery(RunFilter filter, int limit, Optional<String> cursor) {
    /** Years of four digits, which all that times are handed on to can read. */
    private static final int FIRST_YEAR = 1000;

    private static final int LAST_YEAR = 9998;
    private static final List<String> KNOWN = List.of(
            "status",
            "pipeline",
            "label",
            "startedAfter",
            "startedBefore",
            "minDuration",
            "maxDuration",
            "text",
            "limit",
            "cursor");
    private static final List<String> REPEATABLE = List.of("status", "label");

    static RunQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, KNOWN, REPEATABLE);
        return new RunQuery(filter(query), query.limit(), query.text("cursor"));
    }

    private static RunFilter filter(QueryParameters query) {
        Optional<Instant> from = time(query, "startedAfter");
        Optional<Instant> before = time(query, "startedBefore");
        Optional<Duration> least = duration(query, "minDuration");
        Optional<Duration> most = duration(query, "maxDuration");
        refuseEmpty(from, before, "startedAfter is later than startedBefore: no run has started then; exchange them.");
        refuseEmpty(least, most, "minDuration is longer than maxDuration: no run has taken that; exchange them.");
        return new RunFilter(
                states(query),
                query.text("pipeline"),
                labels(query),
                from,
                before,
                least,
                most,
                Optional.empty(),
                query.text("text"));
    }

    private static <T extends Comparable<T>> void refuseEmpty(Optional<T> least, Optional<T> most, String why) {
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            throw QueryParameters.refused(why);
        }
    }

    static Set<RunState> states(QueryParameters query) {
        return states(query, EnumSet.allOf(RunState.class));
    }

    /** The same; a text that is none is told those that the list knows. */
    static Set<RunState> states(QueryParameters query, Set<RunState> known) {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        query.texts("status").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(text -> state(text, known))
                .forEach(states::add);
        return states;
    }

    private static RunState state(String text, Set<RunState> known) {
        return Arrays.stream(RunState.values())
                .filter(state -> state.name().equals(text.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> QueryParameters.refused(
                        "There is no status \"" + text + "\": use " + names(known) + "; several with commas."));
    }

    private static String names(Set<RunState> known) {
        return known.stream().sorted().map(RunState::name).collect(Collectors.joining(", "));
    }

    private static Map<String, String> labels(QueryParameters query) {
        Map<String, String> labels = new HashMap<>();
        for (String text : query.texts("label")) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw QueryParameters.refused("The query parameter label is \"" + text
                        + "\": write a label's name, = and its value, such as label=team=climate.");
            }
            String name = text.substring(0, equals);
            String value = text.substring(equals + 1);
            String other = labels.putIfAbsent(name, value);
            if (other != null && !other.equals(value)) {
                throw QueryParameters.refused("The label " + name + " is asked for as \"" + other + "\" and as \""
                        + value + "\": no run has both; ask for each in a call of its own.");
            }
        }
        return labels;
    }

    private static Optional<Instant> time(QueryParameters query, String name) {
        return query.text(name).map(text -> time(name, text));
    }

    private static Instant time(String name, String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw noTime(name, text);
        }
        throw noTime(name, text);
    }

    private static Refusal noTime(String name, String text) {
        return QueryParameters.refused("The query parameter " + name + " is \"" + text
                + "\": write a time as RFC 3339 has it, such as 2026-11-21T12:00:00Z or 2026-11-21T13:00:00%2B01:00.");
    }

    private static Optional<Duration> duration(QueryParameters query, String name) {
        return query.text(name)
                .map(text -> DurationText.parse(text)
                        .orElseThrow(() -> QueryParameters.refused("The query parameter " + name + " is \"" + text
                                + "\": write whole numbers with units, such as 90s, 15m or 1h30m.")));
    }
}
