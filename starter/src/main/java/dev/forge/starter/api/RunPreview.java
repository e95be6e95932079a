package dev.forge.starter.api;

import dev.forge.contract.workflow.Preview;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it would be, of which nothing is there.
 *
 * @param pipelineVersion of a pipeline that is kept
 * @param parameters the value of each that the pipeline declares
 * @param labels the pipeline's and the request's
 * @param onFailure what would become of it when a step is given up
 * @param concurrency how many runs with its key may be at work at once; left out where any number may
 */
record RunPreview(
        String pipeline,
        Optional<Integer> pipelineVersion,
        Map<String, String> parameters,
        Map<String, String> labels,
        String onFailure,
        Optional<Preview.Turns> concurrency,
        List<Preview.Step> steps) {
    static RunPreview of(Preview.Planned planned) {
        return new RunPreview(
                planned.pipeline(),
                planned.pipelineVersion(),
                planned.parameters(),
                planned.labels(),
                planned.onFailure(),
                planned.concurrency(),
                planned.steps());
    }
}
