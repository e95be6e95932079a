package dev.forge.contract.run;

import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one step.
 *
 * @param retries how many retries were made, of {@code retryLimit}, since it was continued last
 * @param disruptions how many attempts were disrupted, of {@code disruptionLimit}, since it was continued last
 * @param attempts oldest first
 * @param waiting why it does not run, where that is known
 * @param output what it wrote to {@code FORGE_OUTPUT}; empty until it succeeded
 */
public record StepReport(
        String name,
        StepKind kind,
        String image,
        StepState state,
        int retries,
        int retryLimit,
        int disruptions,
        int disruptionLimit,
        List<AttemptReport> attempts,
        Optional<Waiting> waiting,
        String output) {
    public StepReport {
        attempts = List.copyOf(attempts);
    }

    public Optional<AttemptReport> lastAttempt() {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    /** The start of its first container. */
    public Optional<Instant> startedAt() {
        return attempts.stream()
                .flatMap(attempt -> attempt.startedAt().stream())
                .findFirst();
    }

    /** The same step with a reason for waiting, as somebody who looks inside the running activity knows it. */
    public StepReport withWaiting(Waiting reason) {
        return with(attempts, Optional.of(reason), output);
    }

    public StepReport withAttempts(List<AttemptReport> others) {
        return with(others, waiting, output);
    }

    public StepReport withoutOutput() {
        return with(attempts, waiting, "");
    }

    public StepReport withoutLastLines() {
        return with(attempts.stream().map(AttemptReport::withoutLastLines).toList(), waiting, output);
    }

    public StepReport withLastAttemptOnly() {
        return with(lastAttempt().stream().toList(), waiting, output);
    }

    public StepReport withoutWaiting() {
        return with(attempts, Optional.empty(), output);
    }

    private StepReport with(List<AttemptReport> others, Optional<Waiting> reason, String text) {
        return new StepReport(
                name, kind, image, state, retries, retryLimit, disruptions, disruptionLimit, others, reason, text);
    }
}
