package dev.forge.contract.pipeline;

import java.util.List;

/** What somebody has asked for, once it has been read: a job, or something of an open run. */
public sealed interface Asked<T> {
    /** It has no mistake of its own; whether it is possible now is another matter. */
    record Valid<T>(T request) implements Asked<T> {}

    /**
     * All that is wrong with it, in the order of the text's lines.
     *
     * @param problems at least one
     */
    record Invalid<T>(List<Problem> problems) implements Asked<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
