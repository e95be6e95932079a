package dev.forge.contract.pipeline;

import java.util.List;

/** What a text that asks for a run turned out to be. */
public sealed interface ParsedRequest {
    /**
     * A request without a mistake, as far as it can be known: of a pipeline that is named only {@code resolve} knows
     * the rest.
     */
    record Valid(RunRequest request) implements ParsedRequest {}

    /**
     * All mistakes, in the order of the text's lines.
     *
     * @param name the pipeline's name as written; empty where it could not be read
     * @param problems at least one
     */
    record Invalid(String name, Form form, List<Problem> problems) implements ParsedRequest {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** What the text was taken for. */
    enum Form {
        /** It has {@code modules}, or nothing that tells. */
        PIPELINE_FILE,
        /** It has {@code pipeline}. */
        RUN_REQUEST
    }
}
