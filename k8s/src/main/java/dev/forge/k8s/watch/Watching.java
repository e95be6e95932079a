package dev.forge.k8s.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forge.contract.workflow.HistoryFormat;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of one kind of object in one namespace, for as long as it is open: whatever happens to the connection, it
 * goes on from the version that it has seen, or lists anew where the server has forgotten that.
 */
final class Watching<T extends HasMetadata> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);
    private static final ObjectMapper JSON = HistoryFormat.mapper();

    // A server that can be heard ends a watch in time, and tells of a version shortly before.
    private static final Duration LATE = Duration.ofSeconds(3);

    private final KubernetesClient client;
    private final Kind<T> kind;
    private final String namespace;
    private final String query;
    private final Pace pace;
    private final Watched<T> watched;
    private final Answered answered;
    private final Thread thread;
    private String version = "";
    private int failures;

    /**
     * How a watch waits.
     *
     * @param renewal after which the server ends the watch, so that a connection which only seems to be there is noticed,
     *     and a watch that shows nothing is known to be alive
     * @param patience with a server that should have answered
     * @param pause before the first new try; doubles up to a second
     */
    record Pace(Duration renewal, Duration patience, Duration pause) {
        /** Whoever draws verdicts puts up with a silence of 15 s: by then a dead connection has been replaced. */
        static final Pace DEFAULT = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofMillis(50));

        private static final int DOUBLINGS = 5;

        Duration pauseAfter(int failures) {
            return pause.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        }
    }

    Watching(KubernetesClient client, Kind<T> kind, Place place, Pace pace, Watched<T> watched, Clock clock) {
        this.client = client;
        this.kind = kind;
        this.namespace = place.namespace();
        this.query = "labelSelector=" + URLEncoder.encode(place.labels(), StandardCharsets.UTF_8);
        this.pace = pace;
        this.watched = watched;
        this.answered = new Answered(clock);
        this.thread = Thread.ofVirtual()
                .name("watch " + kind.plural() + " in " + namespace)
                .unstarted(this::run);
    }

    /** The objects of a namespace that bear the labels. */
    record Place(String namespace, String labels) {}

    void start() {
        thread.start();
    }

    Instant answeredAt() {
        return answered.last();
    }

    String trouble() {
        return answered.trouble();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                watchOnce();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchOnce() throws InterruptedException {
        try {
            if (version.isEmpty()) {
                list();
            }
            follow();
        } catch (InterruptedException closed) {
            throw closed;
        } catch (WatchGone e) {
            LOG.info("The watch of {} in {} lists anew: {}", kind.plural(), namespace, e.getMessage());
            version = "";
        } catch (IOException | KubernetesClientException e) {
            pauseAfter(e);
        } catch (Throwable e) {
            // Whatever it is, an Error too: a watch that ended would leave all waiters without an answer for ever.
            LOG.error(
                    "The watch of {} in {} met what it does not understand, and lists anew",
                    kind.plural(),
                    namespace,
                    e);
            version = "";
            pauseAfter(e);
        }
    }

    private void pauseAfter(Throwable e) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
        }
        if (failures == 0) {
            LOG.warn("The watch of {} in {} is broken, and goes on trying: {}", kind.plural(), namespace, e.toString());
        }
        answered.failed(said(e));
        Thread.sleep(pace.pauseAfter(failures));
        failures++;
    }

    /** In the API server's own words, where it has answered; else in those of whatever kept it from that. */
    private static String said(Throwable e) {
        if (e instanceof KubernetesClientException refused) {
            return Optional.ofNullable(refused.getStatus())
                    .map(Status::getMessage)
                    .or(() -> Optional.ofNullable(refused.getCause()).map(Throwable::toString))
                    .orElseGet(refused::toString);
        }
        return String.valueOf(e.getMessage());
    }

    private void follow() throws IOException, WatchGone, InterruptedException {
        String path = kind.path(namespace) + "?" + query + "&watch=true&allowWatchBookmarks=true&resourceVersion="
                + version + "&timeoutSeconds=" + pace.renewal().toSeconds();
        try (WatchStream stream = WatchStream.open(client, pace.patience(), path)) {
            alive();
            Duration silence = pace.renewal().plus(LATE);
            for (Optional<String> line = stream.next(silence); line.isPresent(); line = stream.next(silence)) {
                take(JSON.readTree(line.get()));
                alive();
            }
            // In order, and so after all that there was to tell.
            alive();
        }
    }

    private void alive() {
        failures = 0;
        answered.heard();
    }

    private void take(JsonNode event) throws IOException, WatchGone {
        JsonNode object = event.path("object");
        switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> watched.changed(read(object));
            case "DELETED" -> watched.gone(read(object));
            case "BOOKMARK" -> LOG.trace("bookmark");
            default -> throw failed(object);
        }
        version = object.path("metadata").path("resourceVersion").asText();
    }

    private static IOException failed(JsonNode status) throws WatchGone {
        String message = status.path("message").asText();
        if (status.path("code").asInt() == 410) {
            throw new WatchGone(message);
        }
        return new IOException("the API server ends the watch: " + message);
    }

    private void list() throws IOException {
        List<T> all = new ArrayList<>();
        JsonNode page = page("");
        page.path("items").forEach(item -> all.add(read(item)));
        while (!page.path("metadata").path("continue").asText().isEmpty()) {
            page = page(page.path("metadata").path("continue").asText());
            page.path("items").forEach(item -> all.add(read(item)));
        }
        watched.listed(all);
        version = page.path("metadata").path("resourceVersion").asText();
        alive();
    }

    private JsonNode page(String token) throws IOException {
        String next = token.isEmpty() ? "" : "&continue=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        String path = "/" + kind.path(namespace) + "?limit=500&" + query + next;
        return JSON.readTree(Optional.ofNullable(client.raw(path))
                .orElseThrow(() -> new IOException("the API server does not know " + path)));
    }

    private T read(JsonNode object) {
        return client.getKubernetesSerialization().convertValue(Trim.trimmed(object), kind.type());
    }
}
