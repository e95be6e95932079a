package dev.forge.activities;

import dev.forge.contract.workflow.RunActivities.RunRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Runs that Temporal closed in the middle (Terminated, TimedOut): their workflows never learn of it, so that others see to what
 * a run does at its end. Anybody may do that, and do it again. What another try may mend is thrown; what none would is logged,
 * and left at that.
 */
public interface CutOffRuns {
    /** How far back one may look: it is known of no end before that whether others have been told of it. */
    Duration reach();

    /**
     * A page of executions that have closed so.
     *
     * @param token empty for the first
     */
    Page closedSince(Instant since, String token);

    /** Has others told of an execution's end, if they were not; of none that another one goes on from. */
    void tell(RunRef execution);

    /** Has the archive keep an execution's end, if it has nothing newer of the run. */
    void keep(RunRef execution);

    /**
     * Some of them.
     *
     * @param next the token of the next page; empty after the last
     */
    record Page(List<RunRef> executions, String next) {
        public Page {
            executions = List.copyOf(executions);
        }
    }
}
