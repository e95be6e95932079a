package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pipelines that a starter keeps under their names. */
public final class KeptPipelines {
    private static final String PATH = "/pipelines";
    private static final int CREATED = 201;

    private final StarterClient starter;

    KeptPipelines(StarterClient starter) {
        this.starter = starter;
    }

    /**
     * What a put came to.
     *
     * @param made whether there is a new version; otherwise the newest one says the same already
     * @param version that version, as the server sent it
     */
    public record Put(boolean made, JsonNode version) {}

    /** One page of pipelines, as the server sent it: {@code pipelines} and, where there are more, {@code next}. */
    public JsonNode list(int limit, Optional<String> cursor) {
        return starter.json(
                starter.request(PATH + StarterClient.page(limit, cursor)).build());
    }

    /** One page of a pipeline's versions, the newest first: {@code versions} and, where there are more, {@code next}. */
    public JsonNode versions(String name, int limit, Optional<String> cursor) {
        return starter.json(starter.request(path(name) + "/versions" + StarterClient.page(limit, cursor))
                .build());
    }

    /**
     * Makes a new version, unless the newest says the same already.
     *
     * @param json the pipeline
     * @param ifVersion only if this one is the newest
     */
    public Put put(String name, String json, Optional<Integer> ifVersion) {
        HttpRequest.Builder request = starter.request(path(name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json));
        ifVersion.ifPresent(version -> request.header("If-Match", "\"" + version + "\""));
        HttpResponse<byte[]> answer = starter.answer(request.build());
        return new Put(answer.statusCode() == CREATED, starter.json(answer));
    }

    /** A version as the server sent it. */
    public JsonNode show(PipelineReference pipeline) {
        return starter.json(starter.request(path(pipeline)).build());
    }

    /** A version as a pipeline file. */
    public String yaml(PipelineReference pipeline) {
        HttpRequest request = starter.request(path(pipeline))
                .header("Accept", "application/yaml")
                .build();
        return new String(starter.answer(request).body(), StandardCharsets.UTF_8);
    }

    /** What one version says otherwise than another; without {@code to} the newest, without {@code from} the one before. */
    public JsonNode diff(String name, Optional<Integer> from, Optional<Integer> to) {
        List<String> query = new ArrayList<>();
        from.ifPresent(version -> query.add("from=" + version));
        to.ifPresent(version -> query.add("to=" + version));
        String asked = query.isEmpty() ? "" : "?" + String.join("&", query);
        return starter.json(starter.request(path(name) + "/diff" + asked).build());
    }

    /** Takes a pipeline off the list; its versions stay. */
    public void delete(String name) {
        starter.answer(starter.request(path(name)).DELETE().build());
    }

    private static String path(String name) {
        return PATH + "/" + StarterClient.encoded(name);
    }

    private static String path(PipelineReference pipeline) {
        return path(pipeline.name())
                + pipeline.version().map(version -> "/versions/" + version).orElse("");
    }
}
