package dev.forge.archive.records;

import java.util.Optional;

/**
 * A result as it is to be kept.
 *
 * @param name the file's path below the workspace
 * @param execution Temporal's Run ID of the execution that launched the attempt
 * @param pipelineVersion of a pipeline that was found by its name
 */
public record KeptResult(
        String run,
        String step,
        String name,
        String execution,
        int attempt,
        String pipeline,
        Optional<Integer> pipelineVersion,
        ResultValue value) {}
