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
    private static final String NO_REMEDY = " | no remedy";

    private Told() {}

    static String of(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Pending(Waiting waiting, Instant giveUpAt, Failure then) ->
                "PENDING " + waiting.why() + " | for " + limit(waiting, giveUpAt) + ", then " + of(then)
                        + meanwhile(waiting, then);
            case Judgement.Running(Instant started, Instant deadline, Failure then) ->
                "RUNNING | for " + between(started, deadline) + ", then " + of(then);
            case Judgement.Ending(Waiting waiting) ->
                "ENDING " + waiting.why() + " | "
                        + waiting.limit()
                                .map(limit -> "for " + EndingFailures.words(limit))
                                .orElse("for as long as it takes")
                        + waiting.remedy().map(remedy -> " | Try: " + remedy).orElse(NO_REMEDY);
            case Judgement.Decided(Waiting waiting, StepOutcome outcome) ->
                "DECIDED " + waiting.why() + ", then " + of(outcome);
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

    /** What is told of the limit is what is done, or both are shown. */
    private static String limit(Waiting waiting, Instant giveUpAt) {
        String done = between(waiting.since(), giveUpAt);
        String said = waiting.limit().map(EndingFailures::words).orElse("nothing");
        return said.equals(done) ? done : done + " (told: " + said + ")";
    }

    /** Silent only where the failure's remedy is the waiting's too. */
    private static String meanwhile(Waiting waiting, Failure then) {
        return waiting.remedy()
                .map(remedy -> remedy.equals(then.remedy()) ? "" : " | meanwhile: " + remedy)
                .orElse(NO_REMEDY);
    }

    private static String between(Instant from, Instant to) {
        return EndingFailures.words(Duration.between(from, to));
    }
}
