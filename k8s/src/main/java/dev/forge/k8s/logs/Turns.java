package dev.forge.k8s.logs;

import java.util.concurrent.Semaphore;

/**
 * Lets only some of the followers work at a time, and each only on one part of a stream: a virtual thread is not
 * preempted, and whoever awaits a verdict must not wait for a log at full speed.
 */
final class Turns {
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /** Something that never waits. */
    interface Work<T> {
        T run();
    }

    <T> T take(Work<T> work) throws InterruptedException {
        turns.acquire();
        try {
            return work.run();
        } finally {
            turns.release();
        }
    }
}
