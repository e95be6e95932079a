package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The uploads of one sink: they share the threads that send and a number of parts that may be in memory at once. When the
 * program is told to stop, what is not complete is aborted, since S3 keeps (and bills) the parts of open uploads.
 */
public final class Uploads implements AutoCloseable {
    /** Uploads that may be written to at once: each holds one part that is filling. */
    public static final int OPEN = 4;

    /** Requests at once: one alone seldom fills a line. */
    private static final int SENDING = 3;

    /** Parts in memory: one more than can be filling, so that there is always one that can be on its way. */
    private static final int PARTS = OPEN + 1;

    private final Store store;
    private final Path folder;
    private final ExecutorService senders;
    private final Semaphore parts;
    private final Set<Upload> open = ConcurrentHashMap.newKeySet();
    private final Thread onExit;

    /** @param folder where parts too large for memory are kept until they are sent */
    public Uploads(Store store, Path folder) {
        this.store = store;
        this.folder = folder;
        this.senders = Executors.newFixedThreadPool(
                SENDING, Thread.ofPlatform().daemon().name("send-", 0).factory());
        this.parts = new Semaphore(PARTS);
        this.onExit = Thread.ofPlatform().name("abort-uploads").unstarted(() -> open.forEach(Upload::abandon));
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** Begins an object of at most so many bytes; it exists only after {@link Upload#complete}. */
    public Upload begin(S3Location to, Map<String, String> metadata, long atMost) {
        Upload upload = new Upload(this, to, metadata, PartSize.of(atMost));
        open.add(upload);
        return upload;
    }

    Store store() {
        return store;
    }

    ExecutorService senders() {
        return senders;
    }

    Part newPart(long size) throws IOException {
        parts.acquireUninterruptibly();
        try {
            return Part.of(size, folder);
        } catch (IOException | RuntimeException failed) {
            parts.release();
            throw failed;
        }
    }

    void drop(Part part) throws IOException {
        try {
            part.drop();
        } finally {
            parts.release();
        }
    }

    void ended(Upload upload) {
        open.remove(upload);
    }

    @Override
    public void close() {
        senders.shutdown();
        senders.close();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException stopping) {
            // The hook is at work already, which is all that it is for.
            return;
        }
    }
}
