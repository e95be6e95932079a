package dev.forge.contract.pipeline;

import java.util.List;

/** What somebody has asked of an open run, once it has been read. */
public sealed interface Asked<T> {
    /** It can be looked at whether that is possible now. */
    record Valid<T>(T request) implements Asked<T> {}

    /**
     * All that is wrong with it.
     *
     * @param problems at least one
     */
    record Invalid<T>(List<Problem> problems) implements Asked<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
