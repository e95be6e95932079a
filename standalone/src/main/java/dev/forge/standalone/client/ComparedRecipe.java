package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A recipe that was compared with its original.
 *
 * @param name its file, without the ending
 * @param differences how it deviates; none: it does not
 */
public record ComparedRecipe(String name, List<Difference> differences) {
    /**
     * One thing that it says otherwise.
     *
     * @param old JSON; empty text where the original says nothing
     * @param changed JSON; empty text where the recipe says nothing
     */
    public record Difference(String kind, String path, String old, String changed) {}

    public ComparedRecipe {
        differences = List.copyOf(differences);
    }

    /** What a {@code differences.json} says. */
    public static ComparedRecipe of(JsonNode result) {
        List<Difference> differences = new ArrayList<>();
        for (JsonNode each : result.path("differences")) {
            differences.add(new Difference(
                    each.path("kind").asText(),
                    each.path("path").asText(),
                    each.path("old").toString(),
                    each.path("new").toString()));
        }
        return new ComparedRecipe(
                result.path("files").path("changed").asText().replaceFirst("\\.json$", ""), differences);
    }
}
