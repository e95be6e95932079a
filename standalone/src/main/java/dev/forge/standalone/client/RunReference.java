package dev.forge.standalone.client;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A run as a person names it: its id, the beginning of its id, or {@code @last}. */
public record RunReference(String text) {
    public static final String LAST = "@last";
    // A prefix is looked up among the youngest runs; an older one is named by its whole id.
    private static final int LOOKED_THROUGH = 200;

    /** The run's id. Throws {@link Refused} where no run, or more than one, is meant. */
    public String resolve(StarterClient starter) {
        List<RunSummary> runs = RunSummary.listed(starter.runs(LOOKED_THROUGH), starter);
        if (text.equals(LAST)) {
            return runs.stream()
                    .max(Comparator.comparing(RunSummary::startedAt))
                    .map(RunSummary::id)
                    .orElseThrow(() -> refused("There is no run yet. Start one with ./forge run FILE."));
        }
        return chosen(runs.stream().map(RunSummary::id).toList()).orElse(text);
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

    private static Refused refused(String sentence) {
        return new Refused(404, "RUN_NOT_FOUND", sentence, List.of());
    }
}
