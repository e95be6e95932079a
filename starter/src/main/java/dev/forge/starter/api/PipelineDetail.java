package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.PipelineVersion;
import java.time.Instant;
import java.util.Map;

/**
 * A version of a pipeline.
 *
 * @param pipeline what a pipeline file says, as JSON, without defaults
 */
record PipelineDetail(String name, int version, Instant madeAt, JsonNode pipeline, Map<String, String> links) {
    static PipelineDetail of(PipelineVersion version) {
        return new PipelineDetail(
                version.name(),
                version.version(),
                version.madeAt(),
                version.content(),
                PipelineLinks.of(version.name(), version.version()));
    }
}
