package dev.forge.starter.api;

import io.micronaut.http.HttpParameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code GET /jobs/stats} is asked for.
 *
 * @param since the first instant that counts
 */
record StatsQuery(Instant since, boolean byPipeline) {
    private static final String PIPELINE = "pipeline";

    static StatsQuery of(HttpParameters sent, Instant now) {
        QueryParameters query = new QueryParameters(sent, List.of("since", "by"));
        Optional<String> by = query.text("by");
        by.filter(word -> !word.equals(PIPELINE)).ifPresent(word -> {
            throw QueryParameters.refused("There is no by=" + word + ": use by=pipeline, or leave it out.");
        });
        return new StatsQuery(query.since(now).orElse(Instant.EPOCH), by.isPresent());
    }
}
