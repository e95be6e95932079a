package dev.forge.starter.run;

import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;

/** Asks runs to cancel themselves. */
@Singleton
public class RunCanceling {
    private final TemporalGateway temporal;
    private final RunReading reading;

    RunCanceling(TemporalGateway temporal, RunReading reading) {
        this.temporal = temporal;
        this.reading = reading;
    }

    /** Asks an open run; asking again changes nothing. Refused where there is none, or it has ended. */
    public void cancel(String id, String reason) {
        Execution execution = find(id);
        if (execution.state().ended()) {
            throw ended(id, execution.state());
        }
        if (!temporal.requestCancel(execution, reason)) {
            throw ended(id, find(id).state());
        }
    }

    private Execution find(String id) {
        return temporal.find(id)
                .orElseThrow(() -> ended(id, reading.archived(id).report().state()));
    }

    private static Refusal ended(String id, RunState state) {
        return Refusal.of(
                ProblemCode.RUN_ENDED, "Run " + id + " is " + state + " already: there is nothing left to cancel.");
    }
}
