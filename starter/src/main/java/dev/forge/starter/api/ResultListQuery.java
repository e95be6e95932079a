package dev.forge.starter.api;

import dev.forge.archive.records.ResultCondition;
import dev.forge.archive.records.ResultCursor;
import dev.forge.archive.records.ResultFilter;
import dev.forge.archive.records.ResultPath;
import dev.forge.archive.records.UnreadablePath;
import dev.forge.contract.run.RunState;
import dev.forge.starter.result.ResultPlace;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code GET /results} is asked for.
 *
 * @param list tells this list from others, to which its cursors do not belong
 */
record ResultListQuery(ResultFilter filter, int limit, Optional<ResultCursor> after, ResultFormat format, String list) {
    private static final String PATH = "path";
    private static final String WHERE = "where";
    private static final String CURSOR = "cursor";
    private static final String STATUS = "status";

    /** More than anybody asks for at once; each is looked for in each result. */
    private static final int MOST_CONDITIONS = 10;

    private static final Set<RunState> ENDED =
            Arrays.stream(RunState.values()).filter(RunState::ended).collect(Collectors.toUnmodifiableSet());

    /** Which results there are in a list. */
    private static final List<String> FILTERS =
            List.of("pipeline", PATH, WHERE, "run", "step", "name", "since", "until", STATUS);

    private static final List<String> KNOWN = List.of(
            "pipeline", PATH, WHERE, "run", "step", "name", "since", "until", STATUS, "format", "limit", CURSOR);
    private static final List<String> REPEATABLE = List.of(WHERE, STATUS);

    static ResultListQuery of(HttpRequest<?> request, Instant now) {
        QueryParameters query = new QueryParameters(request.getParameters(), KNOWN, REPEATABLE);
        // As it was asked: how far back something is becomes another time with each page.
        String list = "results "
                + FILTERS.stream().map(name -> name + query.texts(name)).toList();
        return new ResultListQuery(
                filter(query, now),
                query.limit(),
                query.text(CURSOR).map(cursor -> place(cursor, list)),
                ResultFormat.wanted(query.text("format"), request),
                list);
    }

    private static ResultFilter filter(QueryParameters query, Instant now) {
        Optional<Instant> since = query.since(now);
        Optional<Instant> until = query.moment("until", now);
        if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
            throw QueryParameters.refused("since is later than until: no result was kept then; exchange them.");
        }
        return new ResultFilter(
                query.text("pipeline"),
                query.text("run"),
                query.text("step"),
                query.text("name"),
                since,
                until,
                states(query),
                path(query.text(PATH).orElse("")),
                conditions(query.written(WHERE)));
    }

    private static Set<RunState> states(QueryParameters query) {
        Set<RunState> states = RunQuery.states(query, ENDED);
        states.stream().filter(state -> !state.ended()).findFirst().ifPresent(open -> {
            throw QueryParameters.refused(
                    STATUS,
                    open + " is no state in which a run has ended",
                    "use SUCCEEDED, FAILED or CANCELED; without status, results of open runs are listed, too");
        });
        return states;
    }

    private static ResultPath path(String text) {
        try {
            return ResultPath.of(text);
        } catch (UnreadablePath e) {
            throw QueryParameters.refused(PATH, e.why(), e.fix());
        }
    }

    private static List<ResultCondition> conditions(List<String> texts) {
        if (texts.size() > MOST_CONDITIONS) {
            throw QueryParameters.refused(
                    WHERE,
                    "there are " + texts.size() + " conditions; " + MOST_CONDITIONS + " is the most",
                    "leave some out, and look at what is listed");
        }
        List<ResultCondition> conditions = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            try {
                conditions.add(ResultCondition.of(texts.get(i)));
            } catch (UnreadablePath e) {
                throw QueryParameters.refused(WHERE + "/" + i, e.why(), e.fix());
            }
        }
        return conditions;
    }

    private static ResultCursor place(String cursor, String list) {
        return ResultPlace.read(cursor, list)
                .orElseThrow(() -> QueryParameters.refused(
                        CURSOR,
                        "it belongs to another list",
                        "give next of the page before, with the same query, or leave it out to begin anew"));
    }
}
