package dev.forge.starter.sqs;

import dev.forge.starter.problem.ProblemCode;

/** What is done with each message of a queue. */
interface Taker {
    /**
     * Does it, as often as the message comes.
     *
     * @throws dev.forge.starter.intake.NotTakenYet where it is to be tried again
     * @throws dev.forge.archive.records.ArchiveUnavailable likewise
     */
    Verdict take(Delivery delivery);

    /** Called once a message that is poison has been moved away, for whoever wants to know. */
    default void moved(Delivery delivery, Verdict.Poison poison) {}

    /** What becomes of the message. */
    sealed interface Verdict {
        /** It has done its work, and is deleted. */
        record Done() implements Verdict {}

        /**
         * No further try mends it.
         *
         * @param reason a sentence for its sender
         */
        record Poison(ProblemCode code, String reason) implements Verdict {}
    }
}
