package dev.forge.contract.pipeline;

import java.util.List;

/** What a pipeline file turned out to be. */
public sealed interface Parsed {
    /** A pipeline without a mistake. */
    record Valid(PipelineSpec spec) implements Parsed {}

    /**
     * All mistakes of a file, in the order of its lines.
     *
     * @param name the pipeline's name as written; empty where it could not be read
     * @param problems at least one
     */
    record Invalid(String name, List<Problem> problems) implements Parsed {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
