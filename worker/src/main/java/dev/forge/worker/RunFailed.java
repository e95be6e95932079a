package dev.forge.worker;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.util.List;

/** Ends a run's story early; never leaves the workflow. */
final class RunFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RunFailure failure;

    RunFailed(RunFailure failure) {
        super(failure.sentence());
        this.failure = failure;
    }

    RunFailure failure() {
        return failure;
    }

    /** What no step is to blame for: Forge's own fault, or its surroundings'. */
    static RunFailure internal(Exception cause) {
        Failure failure = Failure.of(
                Category.INTERNAL,
                "the run could not go on: " + innermost(cause).getMessage(),
                "look at the worker's log and at the run's history in Temporal, then submit the run again");
        return RunFailure.ofTheRun(failure, List.of());
    }

    private static Throwable innermost(Throwable thrown) {
        return thrown.getCause() == null ? thrown : innermost(thrown.getCause());
    }
}
