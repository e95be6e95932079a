package dev.forge.starter.problem;

import dev.forge.archive.documents.DocumentsUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 503 while recipes can be neither read nor kept, or where there is no place for them. */
@Singleton
final class DocumentsUnavailableHandler
        implements ExceptionHandler<DocumentsUnavailable, HttpResponse<ProblemDocument>> {
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(DocumentsUnavailableHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, DocumentsUnavailable unavailable) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getPath(), unavailable.getMessage());
        return ProblemResponse.of(ProblemDocument.of(
                        ProblemCode.RECIPES_UNAVAILABLE,
                        unavailable.getMessage() + " The same call may be sent again."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
