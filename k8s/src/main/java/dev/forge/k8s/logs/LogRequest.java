package dev.forge.k8s.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.workflow.HistoryFormat;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A question for a log that may have no answer for long: kubelet sends not even headers before the first line. */
final class LogRequest implements AutoCloseable {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    /** Of a Status, which says in JSON why there is no log. */
    private static final int LONGEST_STATUS = 64 * 1024;

    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(10);

    private final CompletableFuture<HttpResponse<AsyncBody>> response;
    private final LogStream stream;

    LogRequest(CompletableFuture<HttpResponse<AsyncBody>> response, LogStream stream) {
        this.response = response;
        this.stream = stream;
    }

    /** The answer; empty if there is none after so long. */
    Optional<LogAnswer> answer(Duration atMost) throws InterruptedException {
        try {
            return Optional.of(answer(response.get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (ExecutionException broken) {
            return Optional.of(new LogAnswer.Failed(String.valueOf(broken.getCause())));
        }
    }

    /** Whether there is an answer, of whatever kind. */
    boolean isAnswered() {
        return response.isDone();
    }

    private LogAnswer answer(HttpResponse<AsyncBody> answered) throws InterruptedException {
        stream.open(answered.body());
        if (answered.code() == OK) {
            return new LogAnswer.Opened(stream);
        }
        String status = status();
        stream.close();
        if (answered.code() == NOT_FOUND) {
            return new LogAnswer.Gone();
        }
        return answered.code() == BAD_REQUEST && isWaiting(status)
                ? new LogAnswer.NotYet()
                : new LogAnswer.Failed(answered.code() + " " + said(status));
    }

    /** What a person is told of a Status; all of it where it is none. */
    private static String said(String status) {
        try {
            return HistoryFormat.mapper().readTree(status).path("message").asText(status);
        } catch (JsonProcessingException e) {
            return status;
        }
    }

    /** ContainerCreating, PodInitializing, ImagePullBackOff …; and a pod that has no node. */
    private static boolean isWaiting(String status) {
        return status.contains("is waiting to start") || status.contains("does not have a host assigned");
    }

    private String status() throws InterruptedException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < LONGEST_STATUS
                && stream.next(STATUS_PATIENCE) instanceof LogStream.Next.Bytes(var parts)) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[part.remaining()];
                part.get(bytes);
                text.writeBytes(bytes);
            }
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // First the stream: an answer that is here already can be cancelled there alone.
        stream.close();
        CompletableFuture<Void> _ = response.thenAccept(late -> late.body().cancel());
        response.cancel(true);
    }
}
