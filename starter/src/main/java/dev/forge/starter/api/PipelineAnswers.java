package dev.forge.starter.api;

import dev.forge.archive.records.PipelineVersion;
import dev.forge.contract.pipeline.PipelineYaml;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.nio.charset.StandardCharsets;

/** How versions of pipelines are answered. */
final class PipelineAnswers {
    private PipelineAnswers() {}

    /** The version, unless the caller has it already. */
    static HttpResponse<?> shown(PipelineVersion version, HttpRequest<?> request) {
        EntityTag tag = new EntityTag(version.version(), Representation.wanted(request));
        return Precondition.unchanged(request.getHeaders(), tag)
                ? tagged(HttpResponse.status(HttpStatus.NOT_MODIFIED), tag)
                : with(version, HttpStatus.OK, request);
    }

    static MutableHttpResponse<?> with(PipelineVersion version, HttpStatus status, HttpRequest<?> request) {
        Representation wanted = Representation.wanted(request);
        Object body = switch (wanted) {
            case JSON -> PipelineDetail.of(version);
            case YAML -> PipelineYaml.of(version.content()).getBytes(StandardCharsets.UTF_8);
        };
        return tagged(HttpResponse.status(status), new EntityTag(version.version(), wanted))
                .contentType(wanted.mediaType())
                .body(body);
    }

    private static MutableHttpResponse<Object> tagged(MutableHttpResponse<Object> answer, EntityTag tag) {
        return answer.header(HttpHeaders.ETAG, tag.toString()).header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    }
}
