package dev.forge.transfer.workspace;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A few threads that work side by side. Whoever hands in work waits when all are busy, so nothing piles up; the first
 * failure stops the rest and comes out of {@link #run} or {@link #await}.
 */
public final class Lanes implements AutoCloseable {
    /** Work that may fail as files do. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Beyond eight, disks and memory are the limit and no longer processors. */
    private static final int MOST = 8;

    private final int width;
    private final ExecutorService threads;
    private final Semaphore free;
    private final AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());

    public Lanes(String name, int width) {
        this.width = width;
        this.threads = Executors.newFixedThreadPool(
                width, Thread.ofPlatform().daemon().name(name + "-", 0).factory());
        this.free = new Semaphore(width);
    }

    /** As many threads as there are processors, within reason. */
    public static int processors() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST);
    }

    public void run(Work work) throws IOException {
        acquire(1);
        if (failure.get().isPresent()) {
            free.release();
            throwFailure();
        }
        var _ = threads.submit(() -> attempt(work));
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException | Error failed) {
            failure.updateAndGet(first -> first.isPresent() ? first : Optional.of(failed));
        } finally {
            free.release();
        }
    }

    /** Waits until all work that was handed in is done. */
    public void await() throws IOException {
        acquire(width);
        free.release(width);
        throwFailure();
    }

    private void acquire(int permits) throws IOException {
        try {
            free.acquire(permits);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private void throwFailure() throws IOException {
        Optional<Throwable> failed = failure.get();
        if (failed.isPresent()) {
            rethrow(failed.get());
        }
    }

    private static void rethrow(Throwable failed) throws IOException {
        switch (failed) {
            case IOException fault -> throw fault;
            case RuntimeException fault -> throw fault;
            case Error fault -> throw fault;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    /** Waits for a future's value as if it had been worked out here. */
    public static <T> T get(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        } catch (ExecutionException failed) {
            rethrow(Objects.requireNonNullElse(failed.getCause(), failed));
            throw new IllegalStateException(failed);
        }
    }

    private static IOException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IOException("stopped while waiting", stopped);
    }

    /** Ends the threads, after what they are at: nobody may write into a folder that is being removed. */
    @Override
    public void close() {
        threads.shutdown();
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException again) {
                threads.shutdownNow();
            }
        }
    }
}
