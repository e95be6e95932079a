package dev.forge.k8s.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The lines of one watch request, in order, for one thread. */
final class WatchStream implements AutoCloseable {
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final AsyncBody body;

    /** What arrives: a line, or that no more will. */
    private sealed interface Piece {
        record Line(String json) implements Piece {}

        record End(Optional<Throwable> error) implements Piece {}
    }

    private WatchStream(KubernetesClient client, String path, Duration patience)
            throws IOException, WatchGone, InterruptedException {
        HttpResponse<AsyncBody> response = answer(open(client, path, patience), patience);
        this.body = response.body();
        CompletableFuture<?> _ =
                body.done().whenComplete((_, error) -> pieces.add(new Piece.End(Optional.ofNullable(error))));
        if (response.code() == 410) {
            body.cancel();
            throw new WatchGone("the version that the watch wants is too old");
        }
        if (response.code() != 200) {
            body.cancel();
            throw new IOException(
                    "the API server answers a watch of " + path.replaceAll("\\?.*", "") + " with " + response.code());
        }
        body.consume();
    }

    /**
     * Opens a watch.
     *
     * @param path of the API, with its query
     * @param patience for the first answer
     */
    static WatchStream open(KubernetesClient client, Duration patience, String path)
            throws IOException, WatchGone, InterruptedException {
        return new WatchStream(client, path, patience);
    }

    /**
     * The next line; empty once the server has ended the watch in order.
     *
     * @throws IOException if the connection is lost, or silent for longer than {@code patience}
     */
    Optional<String> next(Duration patience) throws IOException, InterruptedException {
        Piece piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return switch (piece) {
            case Piece.Line(String json) -> Optional.of(json);
            case Piece.End(Optional<Throwable> error) when error.isEmpty() -> Optional.empty();
            case Piece.End(Optional<Throwable> error) ->
                throw new IOException("the watch broke off: " + error.get().getMessage(), error.get());
            case null -> throw new InterruptedIOException("the watch was silent for " + patience.toSeconds() + " s");
        };
    }

    @Override
    public void close() {
        body.cancel();
    }

    private CompletableFuture<HttpResponse<AsyncBody>> open(KubernetesClient client, String path, Duration patience) {
        HttpClient http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(client.getMasterUrl() + path)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return http.consumeBytes(request, this::take);
    }

    private void take(List<ByteBuffer> buffers, AsyncBody from) {
        buffers.forEach(this::split);
        from.consume();
    }

    private void split(ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (next == '\n') {
                pieces.add(new Piece.Line(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    private static HttpResponse<AsyncBody> answer(CompletableFuture<HttpResponse<AsyncBody>> opening, Duration patience)
            throws IOException, InterruptedException {
        try {
            return opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no watch could be opened: " + e.getCause(), e);
        } catch (TimeoutException e) {
            CompletableFuture<?> _ = opening.thenAccept(late -> late.body().cancel());
            throw new IOException("no watch was opened within " + patience.toSeconds() + " s", e);
        }
    }
}
