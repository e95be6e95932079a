package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as a person names it: its id, the beginning of its id, or {@code @last}. */
public record RunReference(String text) {
    public static final String LAST = "@last";
    // A prefix is looked up among the youngest runs; an older one is named by its whole id.
    private static final int LOOKED_THROUGH = 200;

    /** The run's id. Throws {@link Refused} where no run, or more than one, is meant. */
    public String resolve(StarterClient starter) {
        if (text.equals(LAST)) {
            return ids(starter, 1).stream().findFirst().orElseThrow(() -> refused("There is no run yet."));
        }
        return chosen(ids(starter, LOOKED_THROUGH)).orElse(text);
    }

    /** The one that is meant among {@code ids}; empty where none begins so. */
    Optional<String> chosen(List<String> ids) {
        if (ids.contains(text)) {
            return Optional.of(text);
        }
        List<String> meant =
                ids.stream().filter(id -> id.startsWith(text)).distinct().toList();
        if (meant.size() > 1) {
            throw refused("\"" + text + "\" begins " + meant.size() + " ids: "
                    + String.join(", ", meant.subList(0, Math.min(4, meant.size())))
                    + (meant.size() > 4 ? ", …" : "") + ". Write more of it.");
        }
        return meant.stream().findFirst();
    }

    private static List<String> ids(StarterClient starter, int limit) {
        List<String> ids = new ArrayList<>();
        for (JsonNode run : starter.runs(limit, Optional.empty(), Optional.empty(), Optional.empty())
                .path("runs")) {
            ids.add(run.path("id").asText());
        }
        return ids;
    }

    private static Refused refused(String sentence) {
        return new Refused(404, "RUN_NOT_FOUND", sentence, List.of());
    }
}
