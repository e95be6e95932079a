package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.Lanes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One object on its way up. What fits into one part goes by a single request; more goes as a multipart upload. Closed
 * without {@link #complete}, nothing of it remains.
 */
public final class Upload extends OutputStream {
    /** Seconds for the parts under way when the program is stopped; Kubernetes gives it 30 in all. */
    private static final int PATIENCE = 15;

    private final Uploads uploads;
    private final S3Location to;
    private final Map<String, String> metadata;
    private final long partSize;
    private final List<Future<CompletedPart>> sent = new ArrayList<>();
    private Optional<Part> filling = Optional.empty();
    private volatile Optional<String> id = Optional.empty();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean stopped;
    private volatile boolean aborted;
    private volatile boolean completed;

    Upload(Uploads uploads, S3Location to, Map<String, String> metadata, long partSize) {
        this.uploads = uploads;
        this.to = to;
        this.metadata = metadata;
        this.partSize = partSize;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        int left = length;
        while (left > 0) {
            Part part = part();
            int taken = part.take(bytes, at, left);
            at += taken;
            left -= taken;
            if (taken == 0) {
                send(part);
            }
        }
    }

    private Part part() throws IOException {
        if (filling.isEmpty()) {
            throwIfFailed();
            filling = Optional.of(uploads.newPart(partSize));
        }
        return filling.get();
    }

    /** A part that could not be sent ends the upload at the next part, not at the end of a terabyte. */
    private void throwIfFailed() throws IOException {
        for (Future<CompletedPart> part : sent) {
            if (part.state() == Future.State.FAILED) {
                Lanes.get(part);
            }
        }
    }

    private void send(Part part) throws IOException {
        if (id.isEmpty()) {
            unlessStopped(this::beginParts);
        }
        int number = sent.size() + 1;
        filling = Optional.empty();
        sent.add(uploads.senders().submit(() -> send(part, number)));
    }

    /** The id is noted before the lock is let go: whoever takes the upload back must see it. */
    private String beginParts() {
        String begun = uploads.store()
                .call(
                        to,
                        client -> client.createMultipartUpload(request ->
                                request.bucket(to.bucket()).key(to.key()).metadata(metadata)))
                .uploadId();
        id = Optional.of(begun);
        return begun;
    }

    private CompletedPart send(Part part, int number) throws IOException {
        try {
            String etag = unlessStopped(() -> uploads.store()
                    .send(
                            to,
                            client -> client.uploadPart(
                                    request -> request.bucket(to.bucket())
                                            .key(to.key())
                                            .uploadId(id.orElseThrow())
                                            .partNumber(number),
                                    body(part)))
                    .eTag());
            return CompletedPart.builder().partNumber(number).eTag(etag).build();
        } finally {
            uploads.drop(part);
        }
    }

    /** Whoever takes the upload back waits for the requests under way, and none may begin after. */
    private <T> T unlessStopped(Supplier<T> request) throws IOException {
        lock.readLock().lock();
        try {
            if (stopped) {
                throw new IOException("the upload to " + to.uri() + " was given up");
            }
            return request.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private static RequestBody body(Part part) {
        return RequestBody.fromContentProvider(part::content, part.length(), "application/octet-stream");
    }

    /** Makes the object appear, and returns its ETag. */
    public String complete() throws IOException {
        Part last = part();
        if (id.isEmpty()) {
            String etag = unlessStopped(() -> put(last));
            completed = true;
            return etag;
        }
        send(last);
        List<CompletedPart> parts = new ArrayList<>();
        for (Future<CompletedPart> part : sent) {
            parts.add(Lanes.get(part));
        }
        String etag = unlessStopped(() -> join(parts));
        completed = true;
        return etag;
    }

    private String join(List<CompletedPart> parts) {
        return uploads.store()
                .call(
                        to,
                        client -> client.completeMultipartUpload(request -> request.bucket(to.bucket())
                                .key(to.key())
                                .uploadId(id.orElseThrow())
                                .multipartUpload(all -> all.parts(parts))))
                .eTag();
    }

    private String put(Part only) {
        return uploads.store()
                .send(
                        to,
                        client -> client.putObject(
                                request -> request.bucket(to.bucket())
                                        .key(to.key())
                                        .metadata(metadata),
                                body(only)))
                .eTag();
    }

    @Override
    public void close() throws IOException {
        if (filling.isPresent()) {
            uploads.drop(filling.get());
            filling = Optional.empty();
        }
        if (!completed) {
            stopped = true;
            lock.writeLock().lock();
            try {
                abort();
            } finally {
                lock.writeLock().unlock();
            }
        }
        uploads.ended(this);
    }

    /** A part that arrives after this would stay: so none may be under way, which is what the lock is for. */
    private void abort() {
        if (!aborted && !completed) {
            aborted = true;
            id.ifPresent(open -> uploads.store()
                    .call(
                            to,
                            client -> client.abortMultipartUpload(request ->
                                    request.bucket(to.bucket()).key(to.key()).uploadId(open))));
        }
    }

    /** The program is being stopped from outside: what is under way may end, then all is taken back. */
    void abandon() {
        stopped = true;
        try {
            boolean alone = lock.writeLock().tryLock(PATIENCE, TimeUnit.SECONDS);
            try {
                abort();
            } finally {
                if (alone) {
                    lock.writeLock().unlock();
                }
            }
        } catch (TransferFailure late) {
            System.err.println("An upload to " + to.uri() + " stays open: " + late.getMessage());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
