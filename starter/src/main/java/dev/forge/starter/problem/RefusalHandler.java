package dev.forge.starter.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers a {@link Refusal} by its document. */
@Singleton
final class RefusalHandler implements ExceptionHandler<Refusal, HttpResponse<ProblemDocument>> {
    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, Refusal refusal) {
        return ProblemResponse.of(refusal.document());
    }
}
