package dev.forge.standalone.view;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of one step. */
final class StepText {
    private StepText() {}

    static String state(StepReport step) {
        return step.state().name().toLowerCase(Locale.ROOT);
    }

    static String painted(StepReport step, String text, Ink ink) {
        return switch (step.state()) {
            case WAITING -> ink.faint(text);
            case RUNNING, RETRYING -> ink.busy(text);
            case SUCCEEDED -> ink.good(text);
            case FAILED, CANCELED -> ink.bad(text);
        };
    }

    /** From its first container's start to its last one's end, or to now; empty where none has started. */
    static Optional<Duration> taken(StepReport step, Instant now) {
        return step.startedAt().map(start -> Duration.between(start, ended(step).orElse(now)));
    }

    /** As {@link #taken}, of a step that has ended. */
    static Optional<Duration> ranFor(StepReport step) {
        return ended(step).flatMap(end -> taken(step, end));
    }

    private static Optional<Instant> ended(StepReport step) {
        return switch (step.state()) {
            case SUCCEEDED, FAILED, CANCELED -> step.lastAttempt().flatMap(AttemptReport::endedAt);
            case WAITING, RUNNING, RETRYING -> Optional.empty();
        };
    }

    /** {@code retries 1/2, disruptions 1/5, memory 512Mi}; empty where all went well. */
    static String counts(StepReport step) {
        List<String> parts = new ArrayList<>();
        if (step.retries() > 0) {
            parts.add("retries " + step.retries() + "/" + step.retryLimit());
        }
        if (step.disruptions() > 0) {
            parts.add("disruptions " + step.disruptions() + "/" + step.disruptionLimit());
        }
        grown(step).ifPresent(memory -> parts.add("memory " + memory.text()));
        return String.join(", ", parts);
    }

    /** The memory of its last attempt, where that is not what the first one had. */
    private static Optional<Quantity> grown(StepReport step) {
        Optional<Quantity> last = step.lastAttempt().flatMap(AttemptReport::memory);
        return last.filter(memory -> !step.attempts().getFirst().memory().equals(last));
    }

    /** Why it does not go on, as far as that is known. */
    static String why(StepReport step, Instant now) {
        return step.waiting().map(waiting -> WaitingText.at(waiting, now)).orElseGet(() -> failure(step));
    }

    /** Why its last attempt failed; empty where it did not. */
    static String failure(StepReport step) {
        return step.lastAttempt()
                .flatMap(AttemptReport::failure)
                .map(failure -> Columns.clean(failure.message()))
                .orElse("");
    }
}
