package dev.forge.starter.api;

import dev.forge.contract.pipeline.DurationText;
import io.micronaut.http.HttpParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
        Instant since = query.text("since").map(text -> since(text, now)).orElse(Instant.EPOCH);
        return new StatsQuery(since, by.isPresent());
    }

    private static Instant since(String text, Instant now) {
        Instant since = DurationText.parse(text).map(now::minus).orElseGet(() -> instant(text));
        // Nothing is counted that is older than Forge, or still to come; and PostgreSQL's times do not reach so far.
        if (since.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return since.isAfter(now) ? now : since;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw QueryParameters.refused("The query parameter since is \"" + text
                    + "\": write a time with its offset, such as 2026-11-28T06:00:00Z, or how far back, such as 24h.");
        }
    }
}
