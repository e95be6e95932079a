package dev.forge.starter.api;

import dev.forge.contract.pipeline.DurationText;
import io.micronaut.http.HttpParameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a submission is asked for besides.
 *
 * @param await how long the answer may wait for the run's end
 */
record SubmitQuery(Optional<Duration> await) {
    /** Less than what proxies take for a call that is dead. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    static SubmitQuery of(HttpParameters sent) {
        QueryParameters query = new QueryParameters(sent, List.of("wait"));
        return new SubmitQuery(query.text("wait").map(SubmitQuery::await));
    }

    private static Duration await(String text) {
        return DurationText.parse(text)
                .filter(await -> await.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> QueryParameters.refused("The query parameter wait is \"" + text
                        + "\": give a time from 0s to 60s, with its unit, such as 30s."));
    }
}
