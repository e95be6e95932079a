package dev.forge.starter.problem;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Gives Micronaut's own errors (no route, no such method, a body too large …) the form of all others. */
@Singleton
@Primary
final class ProblemErrorProcessor implements ErrorResponseProcessor<ProblemDocument> {
    private final Incidents incidents;

    ProblemErrorProcessor(Incidents incidents) {
        this.incidents = incidents;
    }

    @Override
    public MutableHttpResponse<ProblemDocument> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        return ProblemResponse.onto(response, document(context, response));
    }

    private ProblemDocument document(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        return switch (response.code()) {
            case 404 ->
                ProblemDocument.of(
                        ProblemCode.ROUTE_NOT_FOUND,
                        "There is no " + request.getPath() + ": docs/http.md lists the calls.");
            case 405 ->
                ProblemDocument.of(
                        ProblemCode.METHOD_NOT_ALLOWED,
                        call(request) + " does not exist: use "
                                + response.getHeaders().get(HttpHeaders.ALLOW) + ".");
            case 406 ->
                ProblemDocument.of(
                        ProblemCode.NOT_ACCEPTABLE,
                        call(request) + " does not answer in "
                                + request.getHeaders().get(HttpHeaders.ACCEPT) + ": leave the Accept header out.");
            case 413 ->
                ProblemDocument.of(
                        ProblemCode.BODY_TOO_LARGE, "The body is longer than the starter reads: keep it under 1 MiB.");
            case 415 -> ProblemDocument.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, unsupported(request));
            default -> other(context, response);
        };
    }

    private ProblemDocument other(ErrorContext context, MutableHttpResponse<?> response) {
        if (response.code() < 500) {
            return ProblemDocument.of(
                    ProblemCode.BAD_REQUEST, said(context) + ": docs/http.md tells how the call is made.");
        }
        Throwable cause = context.getRootCause().orElseGet(() -> new IllegalStateException(said(context)));
        return incidents.report(call(context.getRequest()), cause);
    }

    private static String unsupported(HttpRequest<?> request) {
        String sent = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        String curl = "application/x-www-form-urlencoded".equals(sent) ? " (curl's own choice for --data)" : "";
        return "The body came as " + sent + curl
                + ": send JSON as application/json, or YAML, where the call takes that, as application/yaml, with curl by"
                + " -H 'Content-Type: application/json'.";
    }

    private static String call(HttpRequest<?> request) {
        return request.getMethodName() + " " + request.getPath();
    }

    private static String said(ErrorContext context) {
        return context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
    }
}
