package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The watches of buckets of a starter. What it answers is as the server sent it. */
public final class Watches {
    private static final String PATH = "/watches";
    private static final int CREATED = 201;

    private final StarterClient starter;

    Watches(StarterClient starter) {
        this.starter = starter;
    }

    /**
     * What a put came to.
     *
     * @param made whether there was none of that name
     */
    public record Put(boolean made, JsonNode watch) {}

    /** One page of watches: {@code watches} and, where there are more, {@code next}. */
    public JsonNode list(int limit, Optional<String> cursor) {
        return starter.json(
                starter.request(PATH + StarterClient.page(limit, cursor)).build());
    }

    /**
     * Makes a watch, or changes it.
     *
     * @param ifVersion only if this is its version
     */
    public Put put(String name, String json, Optional<Integer> ifVersion) {
        HttpRequest.Builder request = starter.request(path(name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json));
        ifVersion.ifPresent(version -> request.header("If-Match", "\"" + version + "\""));
        HttpResponse<byte[]> answer = starter.answer(request.build());
        return new Put(answer.statusCode() == CREATED, starter.json(answer));
    }

    public JsonNode show(String name) {
        return starter.json(starter.request(path(name)).build());
    }

    /** One page of what it has seen, the newest first: {@code objects} and, where there are more, {@code next}. */
    public JsonNode objects(String name, Optional<String> state, int limit, Optional<String> cursor) {
        String in = state.map(text -> "&state=" + StarterClient.encoded(text)).orElse("");
        return starter.json(starter.request(path(name) + "/objects" + StarterClient.page(limit, cursor) + in)
                .build());
    }

    /** What it would start now: {@code objects}, {@code listed} and whether there are {@code more}. */
    public JsonNode test(String name, int limit) {
        return posted(path(name) + "/test?limit=" + limit);
    }

    public JsonNode pause(String name) {
        return posted(path(name) + "/pause");
    }

    public JsonNode resume(String name) {
        return posted(path(name) + "/resume");
    }

    private JsonNode posted(String path) {
        return starter.json(
                starter.request(path).POST(HttpRequest.BodyPublishers.noBody()).build());
    }

    /** Deletes a watch; its runs go on. */
    public void delete(String name) {
        starter.answer(starter.request(path(name)).DELETE().build());
    }

    private static String path(String name) {
        return PATH + "/" + StarterClient.encoded(name);
    }
}
