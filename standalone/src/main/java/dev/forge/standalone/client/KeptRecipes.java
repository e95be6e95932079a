package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The originals of recipes that a starter keeps. */
public final class KeptRecipes {
    private static final int CREATED = 201;

    private final StarterClient starter;

    KeptRecipes(StarterClient starter) {
        this.starter = starter;
    }

    /**
     * What a put came to.
     *
     * @param made whether there is a new version; otherwise the newest one says the same already
     */
    public record Put(boolean made, int version) {}

    /** Makes a new version, unless the newest says the same already. */
    public Put put(String name, byte[] json) {
        HttpResponse<byte[]> answer = starter.answer(starter.request("/recipes/" + StarterClient.encoded(name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(json))
                .build());
        JsonNode said = starter.json(answer);
        return new Put(answer.statusCode() == CREATED, said.path("version").asInt());
    }
}
