package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** The schedules of a starter. What it answers about one is as the server sent it. */
public final class Schedules {
    private static final String PATH = "/schedules";

    private final StarterClient starter;

    Schedules(StarterClient starter) {
        this.starter = starter;
    }

    /** One page of schedules: {@code schedules} and, where there are more, {@code next}. */
    public JsonNode list(int limit, Optional<String> cursor) {
        return starter.json(
                starter.request(PATH + StarterClient.page(limit, cursor)).build());
    }

    /** Makes a schedule from its fields, of which {@code id} is one; the same again changes nothing. */
    public JsonNode create(ObjectNode fields) {
        return sent("POST", PATH, fields);
    }

    /** Makes a schedule, or puts it into the place of the one with its {@code id}. */
    public JsonNode replace(ObjectNode fields) {
        return sent("PUT", path(fields.path("id").asText()), fields);
    }

    public JsonNode show(String id) {
        return starter.json(starter.request(path(id)).build());
    }

    public JsonNode pause(String id, Optional<String> note) {
        return sent("POST", path(id) + "/pause", fields("note", note));
    }

    public JsonNode unpause(String id, Optional<String> note) {
        return sent("POST", path(id) + "/unpause", fields("note", note));
    }

    /**
     * Starts a run now.
     *
     * @param overlap what becomes of it while another run is open; empty: as the schedule says
     */
    public JsonNode trigger(String id, Optional<String> overlap) {
        return sent("POST", path(id) + "/trigger", fields("overlap", overlap));
    }

    /** Starts a run for each time of a range, both ends included; the answer has them as {@code times}. */
    public JsonNode backfill(String id, String from, String to, Optional<String> overlap) {
        return sent(
                "POST",
                path(id) + "/backfill",
                fields("overlap", overlap).put("from", from).put("to", to));
    }

    /** Deletes a schedule; its runs go on. */
    public void delete(String id) {
        starter.answer(starter.request(path(id)).DELETE().build());
    }

    private JsonNode sent(String method, String path, ObjectNode fields) {
        BodyPublisher body = BodyPublishers.ofString(fields.toString());
        HttpRequest request = starter.request(path)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return starter.json(request);
    }

    private static ObjectNode fields(String name, Optional<String> value) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        value.ifPresent(text -> fields.put(name, text));
        return fields;
    }

    private static String path(String id) {
        return PATH + "/" + StarterClient.encoded(id);
    }
}
