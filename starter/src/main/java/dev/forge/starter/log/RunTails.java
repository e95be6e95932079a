package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import jakarta.inject.Singleton;
import reactor.core.scheduler.Scheduler;

/** Opens the tails of what runs write. */
@Singleton
public class RunTails {
    private final AttemptLogs logs;
    private final LogThreads threads;

    public RunTails(AttemptLogs logs, LogThreads threads) {
        this.logs = logs;
        this.threads = threads;
    }

    /**
     * A tail for one reader, to be asked on {@link #scheduler()}.
     *
     * @param lines how many it tells of an attempt at a time
     */
    public RunTail open(int lines) {
        return new RunTail(logs, lines);
    }

    /** Where logs may be waited for. */
    public Scheduler scheduler() {
        return threads.scheduler();
    }
}
