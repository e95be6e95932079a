package dev.forge.k8s;

import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import java.time.Instant;

/** What {@link JobVerdict} makes of an attempt, with the decision that the runtime has to take if nothing changes. */
public sealed interface Judgement {
    /**
     * It waits.
     *
     * @param giveUpAt when the wait has lasted too long; {@link Instant#MAX}: never
     * @param then what the attempt fails with after that
     */
    record Pending(Waiting waiting, Instant giveUpAt, Failure then) implements Judgement {}

    /**
     * Its container runs.
     *
     * @param deadline when its running time is used up
     * @param then what the attempt fails with after that
     */
    record Running(Instant startedAt, Instant deadline, Failure then) implements Judgement {}

    /** It is being ended, by Forge or by others, and something of it is left. */
    record Ending(Waiting waiting) implements Judgement {}

    /**
     * It has ended, and how is certain; but something still runs beside it, which has to be gone before it may be
     * repeated.
     */
    record Decided(Waiting waiting, StepOutcome outcome) implements Judgement {}

    /** It has ended; only beside a success may something still run. */
    record Ended(StepOutcome outcome) implements Judgement {}
}
