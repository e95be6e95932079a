package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import java.util.Optional;

/** How a step's attempts follow one another, as far as a reader of its log is to see them. */
interface Course {
    /** Whether an attempt has ended, so that soon its log will be whole. */
    boolean ended(AttemptId attempt);

    /** Whether no further attempt will come. */
    boolean ended();

    /** The start of the first attempt; empty where there is none yet. */
    Optional<LogPlace> first();

    /** The start of the attempt after another; empty where there is none yet. */
    Optional<LogPlace> after(AttemptId attempt);
}
