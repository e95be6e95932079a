package dev.forge.starter.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the list of runs. */
public final class Lists {
    private final Http http;

    public Lists(Http http) {
        this.http = http;
    }

    /** The ids of one answer. */
    public List<String> ids(String query) {
        return ids(page(query));
    }

    /** The ids of a whole list, in answers of so many. */
    public List<String> all(String query, int limit) {
        JsonNode page = page(query + "&limit=" + limit);
        List<String> all = new ArrayList<>(ids(page));
        all.addAll(rest(query, limit, page));
        return all;
    }

    /** The ids of what comes after an answer. */
    public List<String> rest(String query, int limit, JsonNode first) {
        List<String> all = new ArrayList<>();
        JsonNode page = first;
        while (page.has("next")) {
            page = page(
                    query + "&limit=" + limit + "&cursor=" + page.get("next").asText());
            all.addAll(ids(page));
        }
        return all;
    }

    public JsonNode page(String query) {
        String body = http.get("/runs?" + query).body();
        try {
            return HistoryFormat.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    public static List<String> ids(JsonNode page) {
        return page.get("runs").findValuesAsText("id");
    }
}
