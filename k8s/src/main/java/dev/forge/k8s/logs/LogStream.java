package dev.forge.k8s.logs;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A stream of a log, read at the reader's own speed: the next part is asked for only when the one before is taken, so
 * that a follower holds one part however fast the container writes, and kubelet waits.
 */
final class LogStream implements AutoCloseable {
    /** What comes next. */
    sealed interface Next {
        record Bytes(List<ByteBuffer> parts) implements Next {}

        /** Nothing came in the given time. */
        record Silence() implements Next {}

        /** The stream has ended as it should. */
        record End() implements Next {}

        /** The stream broke off. */
        record Cut(String why) implements Next {}
    }

    private final LinkedBlockingQueue<Next> arrived = new LinkedBlockingQueue<>();
    private Optional<AsyncBody> body = Optional.empty();
    private boolean asked;

    /** For the client's threads, which must not wait. */
    void arrive(List<ByteBuffer> parts) {
        arrived.add(new Next.Bytes(parts));
    }

    void open(AsyncBody opened) {
        body = Optional.of(opened);
        CompletableFuture<Void> _ = opened.done()
                .whenComplete((_, failure) -> arrived.add(failure == null ? new Next.End() : cut(failure)));
    }

    private static Next cut(Throwable failure) {
        return new Next.Cut(String.valueOf(failure.getMessage()));
    }

    Next next(Duration atMost) throws InterruptedException {
        if (!asked) {
            asked = true;
            body.ifPresent(AsyncBody::consume);
        }
        Next next = arrived.poll(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        if (next == null) {
            return new Next.Silence();
        }
        asked = !(next instanceof Next.Bytes);
        return next;
    }

    @Override
    public void close() {
        body.ifPresent(AsyncBody::cancel);
    }
}
