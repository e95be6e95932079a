package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.Optional;

/** The jobs of a starter. What it answers is as the server sent it. */
public final class Jobs {
    private static final String PATH = "/jobs";

    private final StarterClient starter;

    Jobs(StarterClient starter) {
        this.starter = starter;
    }

    /** One page of jobs: {@code jobs} and, where there are more, {@code next}. */
    public JsonNode list(int limit, RunsFilter filter, Optional<String> cursor) {
        return starter.json(starter.request(PATH + filter.query(limit, cursor)).build());
    }

    public JsonNode show(String id) {
        return starter.json(
                starter.request(PATH + "/" + StarterClient.encoded(id)).build());
    }

    /**
     * Starts a job; with the same key again, the answer is about the first.
     *
     * @param job YAML or JSON; empty: the one that the starter is configured with
     */
    public JsonNode submit(Optional<String> job, Optional<String> idempotencyKey) {
        HttpRequest.Builder request = starter.request(PATH);
        job.ifPresentOrElse(
                text -> request.header("Content-Type", "application/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString(text)),
                () -> request.POST(HttpRequest.BodyPublishers.noBody()));
        idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
        return starter.json(request.build());
    }
}
