package dev.forge.starter.api;

import dev.forge.starter.files.OpenFile;
import dev.forge.starter.files.RunFiles;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The files of runs over HTTP. */
@Controller("/runs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class FileController implements FileOperations {
    private final RunFiles files;

    FileController(RunFiles files) {
        this.files = files;
    }

    @Override
    @Get("/files")
    public FilePage list(String id, HttpRequest<?> request) {
        return FilePage.of(files.list(id, FileListQuery.of(request.getParameters())));
    }

    @Override
    @Get("/steps/{step}/files")
    public FilePage changed(String id, String step, HttpRequest<?> request) {
        return FilePage.of(files.changed(id, step, FileListQuery.of(request.getParameters())));
    }

    @Override
    @Get("/files/{path:.+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<StreamedFile> download(String id, String path, HttpRequest<?> request) {
        String wanted = SentPath.of(request.getUri());
        OpenFile file = RangeHeader.of(request.getHeaders())
                .map(range -> files.open(id, wanted, range))
                .orElseGet(() -> files.open(id, wanted));
        MutableHttpResponse<StreamedFile> answer =
                HttpResponse.status(file.part().isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK);
        file.part().ifPresent(part -> answer.header(HttpHeaders.CONTENT_RANGE, RangeHeader.content(part)));
        return answer.header(HttpHeaders.ACCEPT_RANGES, "bytes")
                // A page that a step wrote is not to be shown as if it were the starter's.
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                // Else Micronaut has it kept for a minute, in which a step may write it again.
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new StreamedFile(
                        file.bytes(),
                        MediaType.APPLICATION_OCTET_STREAM_TYPE,
                        file.file().modified().toEpochMilli(),
                        file.length()));
    }
}
