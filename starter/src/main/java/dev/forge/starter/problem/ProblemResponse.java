package dev.forge.starter.problem;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;

/** Turns a problem document into an HTTP response. */
public final class ProblemResponse {
    private ProblemResponse() {}

    public static MutableHttpResponse<ProblemDocument> of(ProblemDocument document) {
        return onto(HttpResponse.status(HttpStatus.valueOf(document.status())), document);
    }

    /** Keeps what the response says already, its {@code Allow} header for one. */
    static MutableHttpResponse<ProblemDocument> onto(MutableHttpResponse<?> response, ProblemDocument document) {
        return response.status(document.status())
                .contentType(MediaType.of(ProblemDocument.MEDIA_TYPE))
                .body(document);
    }
}
