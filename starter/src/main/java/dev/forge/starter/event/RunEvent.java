package dev.forge.starter.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.time.Instant;
import java.util.Optional;

/** Something that has happened to a run, and stays so. */
public sealed interface RunEvent {
    /** The name under which it stands in a stream. */
    @JsonIgnore
    String name();

    /** Temporal has the run. */
    record Started(Instant at) implements RunEvent {
        @Override
        public String name() {
            return "run-started";
        }
    }

    /** The workflow has asked for an attempt. */
    record AttemptLaunched(String step, int attempt, Instant at, Counts counts, Optional<Quantity> memory)
            implements RunEvent {
        @Override
        public String name() {
            return "attempt-launched";
        }
    }

    /** An attempt's container has started. */
    record AttemptStarted(String step, int attempt, Instant at) implements RunEvent {
        @Override
        public String name() {
            return "attempt-started";
        }
    }

    /** An attempt has ended. */
    record AttemptEnded(String step, int attempt, Instant at, Outcome outcome, Optional<Cause> failure)
            implements RunEvent {
        @Override
        public String name() {
            return "attempt-ended";
        }
    }

    /**
     * The run has ended.
     *
     * @param at empty where a report does not say it
     * @param step at fault; empty where none was
     * @param failure the whole story of a FAILED run, in one paragraph
     */
    record Ended(
            RunState state,
            Optional<Instant> at,
            Optional<String> reason,
            Optional<Category> category,
            Optional<String> step,
            Optional<String> failure)
            implements RunEvent {
        @Override
        public String name() {
            return "run-ended";
        }
    }

    /** How an attempt ended. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELED
    }

    /** Why an attempt failed: all of a failure but its last lines, which a report may have lost for brevity. */
    record Cause(
            Category category, Optional<Integer> exitCode, Optional<String> reason, String message, String remedy) {
        static Cause of(Failure failure) {
            return new Cause(
                    failure.category(), failure.exitCode(), failure.reason(), failure.message(), failure.remedy());
        }
    }
}
