package dev.forge.starter.api;

import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/** What {@code GET /results/compare} is asked for. */
record ResultComparisonQuery(String run, String with, Optional<String> step, Optional<String> name) {
    static ResultComparisonQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("run", "with", "step", "name"));
        return new ResultComparisonQuery(
                needed(query, "run"), needed(query, "with"), query.text("step"), query.text("name"));
    }

    private static String needed(QueryParameters query, String name) {
        return query.text(name)
                .orElseThrow(() -> QueryParameters.refused(
                        name, "a comparison needs two runs", "write ?run=ONE&with=OTHER, with the ids of two runs"));
    }
}
