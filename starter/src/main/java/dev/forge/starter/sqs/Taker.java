package dev.forge.starter.sqs;

import dev.forge.starter.problem.ProblemCode;
import java.util.Optional;

/** What is done with each message of a queue. */
interface Taker {
    /**
     * Does it, as often as the message comes.
     *
     * @throws dev.forge.starter.intake.NotTakenYet where it is to be tried again
     * @throws dev.forge.archive.records.ArchiveUnavailable likewise
     */
    Verdict take(Delivery delivery);

    /** Why no message could be taken now, a sentence: none is received then. Empty where one could, as far as is known. */
    default Optional<String> hindrance() {
        return Optional.empty();
    }

    /**
     * Tells whoever waits for a message that it is poison, which has been put aside and is deleted after this.
     *
     * @throws SqsUnavailable where it is to be told again
     */
    default void tell(Delivery delivery, Verdict.Poison poison) {}

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
