package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.WatchedObject;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run comes from.
 *
 * @param pipelineVersion empty for a definition that came with the submission
 * @param scheduledBy the schedule that started it; empty where somebody did
 * @param watch the object that it is for; empty where it is for none
 */
public record RunOrigin(
        Optional<Integer> pipelineVersion,
        Optional<String> scheduledBy,
        Map<String, String> labels,
        Map<String, JsonNode> parameters,
        Optional<WatchedObject> watch) {
    public RunOrigin {
        labels = Map.copyOf(labels);
        parameters = Map.copyOf(parameters);
    }

    /** Of a run of which no more is known than its report. */
    public static RunOrigin unknown() {
        return new RunOrigin(Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }
}
