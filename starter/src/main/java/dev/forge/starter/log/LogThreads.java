package dev.forge.starter.log;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Where logs are read for whoever reads them over HTTP: on virtual threads, which may wait for the place where logs lie. */
@Singleton
public class LogThreads implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler scheduler = Schedulers.fromExecutorService(threads);

    public Scheduler scheduler() {
        return scheduler;
    }

    @Override
    @PreDestroy
    public void close() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
