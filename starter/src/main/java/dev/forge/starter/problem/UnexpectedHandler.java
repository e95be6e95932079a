package dev.forge.starter.problem;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers 500 for whatever nobody else handles, without showing the caller our insides. */
@Singleton
final class UnexpectedHandler implements ExceptionHandler<Throwable, HttpResponse<ProblemDocument>> {
    private final Incidents incidents;

    UnexpectedHandler(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, Throwable cause) {
        return ProblemResponse.of(incidents.report(request.getMethod() + " " + request.getPath(), cause));
    }
}
