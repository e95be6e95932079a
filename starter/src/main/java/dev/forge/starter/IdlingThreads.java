package dev.forge.starter;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads of the system for what would hold a processor of the virtual ones. */
public final class IdlingThreads {
    private static final long IDLE_SECONDS = 60;

    private IdlingThreads() {}

    /**
     * So many at most, each of which ends once it has had nothing to do for a minute: whoever cannot say when the last is needed
     * need not close them.
     *
     * @param name what their names begin with
     */
    public static ExecutorService of(int most, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
