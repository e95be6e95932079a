package dev.forge.starter.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 503 while Temporal is away. */
@Singleton
final class TemporalUnavailableHandler implements ExceptionHandler<TemporalUnavailable, HttpResponse<ProblemDocument>> {
    /** A Temporal that restarts is back within seconds; the SDK's channel reconnects about as often. */
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(TemporalUnavailableHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, TemporalUnavailable unavailable) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getPath(), unavailable.getMessage());
        String detail = unavailable.getMessage()
                + ". Nothing is lost: send the same call again in a few seconds, and look at /health/readiness.";
        return ProblemResponse.of(ProblemDocument.of(ProblemCode.TEMPORAL_UNAVAILABLE, detail))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
