package dev.forge.jsondiff;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What came of a comparison, as JSON; the same files give the same bytes.
 *
 * @param differences in the order of their places
 */
record Report(String original, String changed, List<Difference> differences) {
    private static final JsonMapper MAPPER = new JsonMapper();

    // Not the system's line ends.
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    Report {
        differences = List.copyOf(differences);
    }

    boolean deviates() {
        return !differences.isEmpty();
    }

    /**
     * All of it.
     *
     * @param limit of how many differences it tells; the counts are of all
     */
    byte[] json(int limit) {
        ObjectNode report = summary();
        report.put("omitted", Math.max(0, differences.size() - limit));
        ArrayNode list = report.putArray("differences");
        differences.stream().limit(limit).forEach(difference -> add(list.addObject(), difference));
        try {
            return (MAPPER.writer(PRINTER).writeValueAsString(report) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("what has been read as JSON can be written as JSON", e);
        }
    }

    /** Without the differences. */
    ObjectNode summary() {
        ObjectNode summary = MAPPER.createObjectNode().put("deviates", deviates());
        summary.putObject("files").put("original", original).put("changed", changed);
        summary.putObject("counts")
                .put("added", count("added"))
                .put("removed", count("removed"))
                .put("changed", count("changed"));
        return summary;
    }

    private long count(String kind) {
        return differences.stream()
                .filter(difference -> difference.kind().equals(kind))
                .count();
    }

    private static void add(ObjectNode entry, Difference difference) {
        entry.put("path", difference.path().toString()).put("kind", difference.kind());
        switch (difference) {
            case Difference.Added added -> entry.set("new", added.value());
            case Difference.Removed removed -> entry.set("old", removed.value());
            case Difference.Changed changed ->
                entry.<ObjectNode>set("old", changed.before()).set("new", changed.after());
        }
    }
}
