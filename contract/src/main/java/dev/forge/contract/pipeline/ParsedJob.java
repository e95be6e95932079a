package dev.forge.contract.pipeline;

import java.util.List;

/** What a text that asks for a job turned out to be. */
public sealed interface ParsedJob {
    /** A job without a mistake. */
    record Valid(JobRequest job) implements ParsedJob {}

    /**
     * All mistakes, in the order of the text's lines.
     *
     * @param problems at least one
     */
    record Invalid(List<Problem> problems) implements ParsedJob {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
