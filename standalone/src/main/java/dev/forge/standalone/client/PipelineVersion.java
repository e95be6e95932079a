package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A version of a pipeline as it stands in a starter's lists. */
public record PipelineVersion(String name, int version, Instant madeAt) {
    /** Those of one page: of a list of pipelines, or of the versions of one. */
    public static List<PipelineVersion> listed(JsonNode page, StarterClient starter) {
        List<PipelineVersion> versions = new ArrayList<>();
        page.path(page.has("versions") ? "versions" : "pipelines")
                .forEach(version -> versions.add(starter.as(PipelineVersion.class, version)));
        return versions;
    }
}
