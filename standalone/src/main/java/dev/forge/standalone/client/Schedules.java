package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        return starter.sent("POST", PATH, fields);
    }

    /** Makes a schedule, or puts it into the place of the one with its {@code id}. */
    public JsonNode replace(ObjectNode fields) {
        return starter.sent("PUT", path(fields.path("id").asText()), fields);
    }

    public JsonNode show(String id) {
        return starter.json(starter.request(path(id)).build());
    }

    public JsonNode pause(String id, Optional<String> note) {
        return starter.sent("POST", path(id) + "/pause", StarterClient.fields("note", note));
    }

    public JsonNode unpause(String id, Optional<String> note) {
        return starter.sent("POST", path(id) + "/unpause", StarterClient.fields("note", note));
    }

    /**
     * Starts a run now.
     *
     * @param overlap what becomes of it while another run is open; empty: as the schedule says
     */
    public JsonNode trigger(String id, Optional<String> overlap) {
        return starter.sent("POST", path(id) + "/trigger", StarterClient.fields("overlap", overlap));
    }

    /** Starts a run for each time of a range, both ends included; the answer has them as {@code times}. */
    public JsonNode backfill(String id, String from, String to, Optional<String> overlap) {
        return starter.sent(
                "POST",
                path(id) + "/backfill",
                StarterClient.fields("overlap", overlap).put("from", from).put("to", to));
    }

    /** Deletes a schedule; its runs go on. */
    public void delete(String id) {
        starter.answer(starter.request(path(id)).DELETE().build());
    }

    private static String path(String id) {
        return PATH + "/" + StarterClient.encoded(id);
    }
}
