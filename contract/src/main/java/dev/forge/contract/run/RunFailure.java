package dev.forge.contract.run;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.Failure;
import java.util.List;
import java.util.Optional;

/**
 * Why a run failed.
 *
 * @param step empty where no step was at fault
 * @param sentence the whole story in one paragraph that ends with what to try
 * @param problems what {@code resolve} refused; empty otherwise
 */
public record RunFailure(Optional<String> step, Failure failure, String sentence, List<Problem> problems) {
    public RunFailure {
        problems = List.copyOf(problems);
    }

    /** A failure of no step. */
    public static RunFailure ofTheRun(Failure failure, List<Problem> problems) {
        return new RunFailure(Optional.empty(), failure, failure.message() + ". Try: " + failure.remedy(), problems);
    }
}
