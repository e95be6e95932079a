package dev.forge.runtime;

import dev.forge.contract.step.Launched;
import java.time.Duration;

/** What an adapter's test gives to the contract suite: a place to run attempts in. */
public interface Lab {
    /** A runtime as another worker has it, over the same place; each call gives a new one. */
    JobRuntime runtime();

    AttemptLogs logs();

    /** An image with {@code sh}, {@code sleep} with fractions, {@code head}, {@code tr} and {@code wc}. */
    String image();

    /** The grace between TERM and KILL; short, so that the suite is quick. */
    Duration grace();

    /** What a launch or an end may take here at the very most. */
    Duration patience();

    /** Ends an attempt behind Forge's back, so that nobody sees its exit code. */
    void lose(Launched attempt) throws Exception;
}
