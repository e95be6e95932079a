package dev.forge.starter.intake;

import dev.forge.starter.problem.ProblemCode;

/** What became of a message: either way the broker may forget it. */
public sealed interface Taken {
    /**
     * Its run is in Temporal, by this delivery or by one before.
     *
     * @param pipeline the pipeline's name, or the job's
     */
    record Started(String runId, String pipeline) implements Taken {}

    /**
     * No further delivery would make a run of it.
     *
     * @param reason a sentence for the sender, ending with what to do
     */
    record Refused(ProblemCode code, String reason) implements Taken {}
}
