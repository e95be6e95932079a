package dev.forge.starter.api;

import dev.forge.contract.pipeline.DurationText;
import io.micronaut.http.HttpParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a submission is asked for besides.
 *
 * @param dryRun whether nothing is to be started
 * @param await how long the answer may wait for the run's end
 */
record SubmitQuery(boolean dryRun, Optional<Duration> await) {
    /** Less than what proxies take for a call that is dead. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static SubmitQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("wait", "dryRun"));
        SubmitQuery asked =
                new SubmitQuery(query.on("dryRun"), query.text("wait").map(SubmitQuery::await));
        if (asked.dryRun() && asked.await().isPresent()) {
            throw QueryParameters.refused("With dryRun there is no run to wait for: leave out wait.");
        }
        return asked;
    }

    private static Duration await(String text) {
        return DurationText.parse(text)
                .filter(await -> await.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> QueryParameters.refused("The query parameter wait is \"" + text
                        + "\": give a time from 0s to 60s, with its unit, such as 30s."));
    }
}
