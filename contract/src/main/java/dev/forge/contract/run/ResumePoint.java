package dev.forge.contract.run;

import dev.forge.contract.pipeline.Problem;
import java.util.List;
import java.util.Optional;

/** Where a run goes on that was held, or had ended. */
public sealed interface ResumePoint {
    /** With this step. */
    record At(String step) implements ResumePoint {}

    /** Nowhere that would make sense. */
    record Nowhere(Problem problem) implements ResumePoint {}

    /**
     * The step to go on from: the first that has not succeeded, or an earlier one that somebody names.
     *
     * @param from what was asked for
     */
    static ResumePoint of(List<StepReport> steps, Optional<String> from) {
        List<String> names = steps.stream().map(StepReport::name).toList();
        if (names.isEmpty()) {
            return nowhere("", "the run never came to its first step", "mend the pipeline and submit it again");
        }
        Optional<String> unfinished = steps.stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .map(StepReport::name)
                .findFirst();
        List<String> possible = unfinished
                .map(step -> names.subList(0, names.indexOf(step) + 1))
                .orElse(names);
        String choice = "use one of: " + String.join(", ", possible);
        Optional<String> step = from.or(() -> unfinished);
        if (step.isEmpty()) {
            return nowhere("/from", "all steps have succeeded, so that it must be said which runs again", choice);
        }
        if (!names.contains(step.get())) {
            return nowhere("/from", "the run has no step " + step.get(), choice);
        }
        return possible.contains(step.get())
                ? new At(step.get())
                : nowhere(
                        "/from",
                        step.get() + " comes after " + unfinished.orElseThrow() + ", which has not succeeded",
                        choice);
    }

    private static Nowhere nowhere(String pointer, String message, String fix) {
        return new Nowhere(Problem.of(pointer, message, fix));
    }
}
