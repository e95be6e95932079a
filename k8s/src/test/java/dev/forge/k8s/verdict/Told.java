package dev.forge.k8s.verdict;

import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import dev.forge.runtime.EndingFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A judgement on one line, so that a table of them can be read. */
final class Told {
    private Told() {}

    static String of(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Pending(Waiting waiting, Instant giveUpAt, Failure then) ->
                "PENDING " + waiting.why() + " | for " + between(waiting.since(), giveUpAt) + ", then " + of(then)
                        + waiting.remedy()
                                .filter(remedy -> !remedy.equals(then.remedy()))
                                .map(remedy -> " | meanwhile: " + remedy)
                                .orElse("");
            case Judgement.Running(Instant started, Instant deadline, Failure then) ->
                "RUNNING | for " + between(started, deadline) + ", then " + of(then);
            case Judgement.Ending(Waiting waiting) ->
                "ENDING " + waiting.why()
                        + waiting.remedy().map(remedy -> " | Try: " + remedy).orElse("");
            case Judgement.Ended(StepOutcome outcome) -> of(outcome);
        };
    }

    static String of(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Succeeded succeeded -> ("SUCCEEDED " + succeeded.output()).strip();
            case StepOutcome.Failed failed -> "FAILED " + of(failed.failure());
            case StepOutcome.Disrupted disrupted -> "DISRUPTED " + of(disrupted.failure());
        };
    }

    private static String of(Failure failure) {
        List<String> seen = new ArrayList<>();
        failure.reason().ifPresent(seen::add);
        failure.exitCode().ifPresent(code -> seen.add("exit " + code));
        return failure.category() + (seen.isEmpty() ? "" : " (" + String.join(", ", seen) + ")") + ": "
                + failure.message() + " | Try: " + failure.remedy();
    }

    private static String between(Instant from, Instant to) {
        return EndingFailures.words(Duration.between(from, to));
    }
}
