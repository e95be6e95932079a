package dev.forge.starter.problem;

import dev.forge.archive.records.ArchiveUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 503 to what cannot be done without the archive, while it is away or where there is none. */
@Singleton
final class ArchiveUnavailableHandler implements ExceptionHandler<ArchiveUnavailable, HttpResponse<ProblemDocument>> {
    private static final String RETRY_AFTER_SECONDS = "5";

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveUnavailableHandler.class);

    @Override
    @SuppressWarnings("rawtypes") // ExceptionHandler declares it so.
    public HttpResponse<ProblemDocument> handle(HttpRequest request, ArchiveUnavailable unavailable) {
        LOG.warn("{} {}: {}", request.getMethod(), request.getPath(), unavailable.getMessage());
        return ProblemResponse.of(ProblemDocument.of(
                        ProblemCode.ARCHIVE_UNAVAILABLE,
                        unavailable.getMessage() + " The same call may be sent again: runs go on meanwhile."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
