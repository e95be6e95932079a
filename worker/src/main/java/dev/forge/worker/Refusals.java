package dev.forge.worker;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.ControlRefusal;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/** Says no to what is asked of a run. */
final class Refusals {
    private Refusals() {}

    /** In a sentence that ends with what to do. */
    static ApplicationFailure of(ControlRefusal why, String sentence) {
        return ApplicationFailure.newNonRetryableFailure(sentence, why.name());
    }

    static ApplicationFailure invalid(List<Problem> problems) {
        Problem first = problems.getFirst();
        String place = first.pointer().isEmpty() ? "" : first.pointer() + ": ";
        String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)";
        return ApplicationFailure.newNonRetryableFailure(
                place + first.message() + "; " + first.fix() + more + ".", ControlRefusal.INVALID.name(), problems);
    }

    /** What was asked; refused where it has mistakes. */
    static <T> T valid(Asked<T> asked) {
        return switch (asked) {
            case Asked.Valid<T>(T request) -> request;
            case Asked.Invalid<T>(List<Problem> problems) -> throw invalid(problems);
        };
    }
}
