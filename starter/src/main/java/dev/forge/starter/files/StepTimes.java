package dev.forge.starter.files;

import dev.forge.contract.files.Span;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import java.time.Instant;
import java.util.List;

/** When the containers of a step ran, one time for each attempt: between them a retry may have put its workspace back. */
final class StepTimes {
    private StepTimes() {}

    /**
     * Those of its attempts.
     *
     * @param now the end of what still runs
     */
    static List<Span> of(RunReport run, StepReport step, Instant now) {
        return step.attempts().stream()
                .map(attempt -> span(attempt, run.endedAt().orElse(now)))
                .toList();
    }

    /** A container whose start nobody saw may have started as soon as it was asked for. */
    private static Span span(AttemptReport attempt, Instant latest) {
        Instant from = attempt.startedAt().orElse(attempt.launchedAt());
        Instant to = attempt.endedAt().orElse(latest);
        return new Span(from, to.isBefore(from) ? from : to);
    }
}
