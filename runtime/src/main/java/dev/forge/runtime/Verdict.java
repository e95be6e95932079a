package dev.forge.runtime;

import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import java.time.Instant;

/** What is known of an attempt right now. */
public sealed interface Verdict {
    /** Its container has not started. */
    record Pending(Waiting waiting) implements Verdict {}

    /** Its container runs. */
    record Running(Instant startedAt) implements Verdict {}

    /** It is being ended, and something of it is still left. */
    record Ending(Waiting waiting) implements Verdict {}

    /** Nothing of it runs any more; this does not change again. */
    record Ended(StepOutcome outcome) implements Verdict {}
}
