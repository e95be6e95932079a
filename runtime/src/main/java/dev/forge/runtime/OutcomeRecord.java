package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;

/** Where the outcomes of attempts are kept, beyond the life of the Job and of Temporal's history. */
public interface OutcomeRecord {
    /** Keeps an outcome. Keeping the same one twice changes nothing. */
    void keep(AttemptId attempt, StepOutcome outcome);
}
