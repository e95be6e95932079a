package dev.forge.starter.problem;

import dev.forge.runtime.RuntimeUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 503 while logs cannot be read. */
@Singleton
final class RuntimeUnavailableHandler implements ExceptionHandler<RuntimeUnavailable, HttpResponse<ProblemDocument>> {
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeUnavailableHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, RuntimeUnavailable unavailable) {
        LOG.warn("{} {}", request.getMethod(), request.getPath(), unavailable);
        return ProblemResponse.of(ProblemDocument.of(
                        ProblemCode.LOGS_UNAVAILABLE,
                        unavailable.getMessage() + ": send the same call again, and look at the place where logs lie."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
