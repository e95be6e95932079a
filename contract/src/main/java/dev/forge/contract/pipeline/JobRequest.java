package dev.forge.contract.pipeline;

import java.util.List;

/**
 * A single container that is to run once.
 *
 * @param pipeline of one module, without source and sink; both are named as the job is
 * @param notes what was made of what can be read in more than one way, a sentence each
 */
public record JobRequest(PipelineSpec pipeline, List<String> notes) {
    public JobRequest {
        notes = List.copyOf(notes);
    }

    public String name() {
        return pipeline.name();
    }

    /** As any run is asked for. */
    public RunRequest run() {
        return RunRequest.of(pipeline);
    }
}
