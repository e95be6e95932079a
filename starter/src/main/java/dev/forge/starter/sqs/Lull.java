package dev.forge.starter.sqs;

import dev.forge.starter.intake.IntakeState;

/** While what a run needs is away, messages stay in their queue: whoever receives one that it cannot take keeps it from others. */
final class Lull {
    private final IntakeState state;
    private int unsure;

    Lull(IntakeState state) {
        this.state = state;
    }

    /** A message cannot be taken now. */
    synchronized void begin() {
        unsure++;
    }

    /** For what reason it is, as it was seen last. */
    synchronized void because(String why) {
        state.paused(why);
    }

    /** The message of {@link #begin} has been taken, or is let go. */
    synchronized void end() {
        unsure--;
        if (unsure == 0) {
            state.resumed();
            notifyAll();
        }
    }

    /** Returns once there is none of them. */
    synchronized void await() throws InterruptedException {
        while (unsure > 0) {
            wait();
        }
    }
}
