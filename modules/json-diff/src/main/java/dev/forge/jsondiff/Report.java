package dev.forge.jsondiff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter.FixedSpaceIndenter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What came of a comparison, as JSON that Forge can keep as a result of a run; the same files give the same bytes.
 *
 * @param differences in the order of their places
 */
record Report(String original, String changed, List<Difference> differences) {
    /** Bytes that a result of a run may have (docs/results.md). */
    static final int LARGEST = 1 << 20;

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter ON_ONE_LINE = MAPPER.writer(new DefaultPrettyPrinter()
                    .withObjectIndenter(new FixedSpaceIndenter())
                    .withArrayIndenter(new FixedSpaceIndenter()))
            .with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
    private static final String BETWEEN = ",\n    ";

    Report {
        differences = List.copyOf(differences);
    }

    boolean deviates() {
        return !differences.isEmpty();
    }

    /**
     * All of it, a difference a line, as far as a result may be large.
     *
     * @param limit of how many differences it tells at most; the counts are of all
     */
    byte[] json(int limit) {
        // As much room as the largest number of those left out needs.
        int room = LARGEST - bytes(text(differences.size(), List.of("")));
        List<String> lines = new ArrayList<>();
        for (Difference difference : differences.subList(0, Math.min(limit, differences.size()))) {
            String line = line(entry(difference));
            room -= bytes(line + BETWEEN);
            if (room < 0) {
                break;
            }
            lines.add(line);
        }
        return text(differences.size() - lines.size(), lines).getBytes(StandardCharsets.UTF_8);
    }

    private String text(int omitted, List<String> lines) {
        String head = summary().put("omitted", omitted).properties().stream()
                .map(field -> "  \"" + field.getKey() + "\" : " + line(field.getValue()) + ",\n")
                .collect(Collectors.joining());
        String list = lines.isEmpty() ? "[ ]" : "[\n    " + String.join(BETWEEN, lines) + "\n  ]";
        return "{\n" + head + "  \"differences\" : " + list + "\n}\n";
    }

    private static String line(JsonNode value) {
        try {
            return ON_ONE_LINE.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what has been read as JSON can be written as JSON", e);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
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

    private static ObjectNode entry(Difference difference) {
        ObjectNode entry = MAPPER.createObjectNode();
        ArrayNode asText = MAPPER.createArrayNode();
        put(entry, "path", Shown.of(difference.path()), asText);
        entry.put("kind", difference.kind());
        switch (difference) {
            case Difference.Added added -> put(entry, "new", Shown.of(added.value()), asText);
            case Difference.Removed removed -> put(entry, "old", Shown.of(removed.value()), asText);
            case Difference.Changed changed -> {
                put(entry, "old", Shown.of(changed.before()), asText);
                put(entry, "new", Shown.of(changed.after()), asText);
            }
        }
        return asText.isEmpty() ? entry : entry.set("asText", asText);
    }

    private static void put(ObjectNode entry, String field, Shown shown, ArrayNode asText) {
        entry.set(field, shown.value());
        if (shown.asText()) {
            asText.add(field);
        }
    }
}
