package dev.forge.starter.intake;

import dev.forge.starter.IdlingThreads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Where bodies of messages are read, two at once: on threads of the system. A body of 1 MiB may take a second to read, and on
 * a virtual thread it holds a processor to its end: fifty of them together kept a broker waiting for its heartbeat.
 */
@Singleton
final class BodyReaders implements AutoCloseable {
    /** One large body holds up no small one; a small one behind many large ones waits for half of these. */
    static final int AT_ONCE = 2;

    private final ExecutorService threads = IdlingThreads.of(AT_ONCE, "intake-reads-");

    /**
     * What a reading gives, or throws.
     *
     * @throws NotTakenYet where the starter stops before that
     */
    <T> T read(Supplier<T> reading) {
        try {
            return threads.submit(reading::get).get();
        } catch (ExecutionException e) {
            throw thrown(e);
        } catch (RejectedExecutionException e) {
            throw new NotTakenYet("the starter stops", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotTakenYet("the starter stops", e);
        }
    }

    private static RuntimeException thrown(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException known -> known;
            case Error fault -> throw fault;
            case null, default -> new IllegalStateException("a supplier throws no other", failed);
        };
    }

    /** What waits to be read is read: somebody waits for it. */
    @Override
    @PreDestroy
    public void close() {
        threads.shutdown();
    }
}
