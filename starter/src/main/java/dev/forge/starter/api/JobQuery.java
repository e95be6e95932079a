package dev.forge.starter.api;

import dev.forge.starter.run.RunFilter;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;

/** What {@code GET /jobs} is asked for. */
record JobQuery(RunFilter filter, int limit, Optional<String> cursor) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;

    static JobQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("status", "name", "limit", "cursor"));
        RunFilter jobs = RunFilter.all().jobs();
        RunFilter ofName = query.text("name").map(jobs::ofPipeline).orElse(jobs);
        RunFilter filter =
                query.text("status").map(RunQuery::state).map(ofName::inState).orElse(ofName);
        return new JobQuery(
                filter, query.number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT), query.text("cursor"));
    }
}
