package dev.forge.starter.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers 503 while no worker answers. */
@Singleton
final class WorkerUnavailableHandler implements ExceptionHandler<WorkerUnavailable, HttpResponse<ProblemDocument>> {
    /** About as long as a worker takes to start. */
    private static final String RETRY_AFTER_SECONDS = "10";

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, WorkerUnavailable unavailable) {
        return ProblemResponse.of(ProblemDocument.of(
                        ProblemCode.WORKER_UNAVAILABLE,
                        unavailable.getMessage() + ": a worker must be up for this. It may be done yet, when one is;"
                                + " look at the run, and send the same call again."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
