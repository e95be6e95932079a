package dev.forge.starter.run;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.ControlRefusal;
import java.util.List;

/** What came of an Update that a run was sent. */
sealed interface UpdateAnswer<T> {
    record Done<T>(T result) implements UpdateAnswer<T> {}

    /**
     * The run does not do it.
     *
     * @param sentence ends with what to do
     * @param problems of what was sent, where that is why
     */
    record Refused<T>(ControlRefusal why, String sentence, List<Problem> problems) implements UpdateAnswer<T> {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The run has ended. */
    record TooLate<T>() implements UpdateAnswer<T> {}
}
