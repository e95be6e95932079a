package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forge.starter.pipeline.NamedPipelines.Difference;
import dev.forge.starter.pipeline.PipelineDiff;

/**
 * What one version of a pipeline says otherwise than another.
 *
 * @param diff its fields stand beside the others
 */
record PipelineDifference(
        String name, int from, int to, @JsonUnwrapped PipelineDiff diff) {
    static PipelineDifference of(String name, Difference difference) {
        return new PipelineDifference(name, difference.from(), difference.to(), difference.diff());
    }
}
