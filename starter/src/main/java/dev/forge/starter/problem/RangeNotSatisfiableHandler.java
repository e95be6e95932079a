package dev.forge.starter.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers 416, with the length that there is. */
@Singleton
final class RangeNotSatisfiableHandler implements ExceptionHandler<RangeNotSatisfiable, HttpResponse<ProblemDocument>> {
    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, RangeNotSatisfiable refused) {
        return ProblemResponse.of(ProblemDocument.of(
                        ProblemCode.RANGE_NOT_SATISFIABLE,
                        "There are " + refused.length()
                                + " bytes by now, and none of those that the Range header asks for:"
                                + " ask for earlier ones, or again later where more is being written."))
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + refused.length());
    }
}
