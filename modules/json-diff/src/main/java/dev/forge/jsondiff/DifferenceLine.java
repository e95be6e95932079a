package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** A difference as a line of the log; its texts are JSON, so that none of them makes a line of its own. */
final class DifferenceLine {
    private static final int LONGEST = 120;

    private DifferenceLine() {}

    static String of(Difference difference) {
        String path = cut(TextNode.valueOf(difference.path().toString()));
        return switch (difference) {
            case Difference.Added added -> "added   " + path + ": " + cut(added.value());
            case Difference.Removed removed -> "removed " + path + ": " + cut(removed.value());
            case Difference.Changed changed ->
                "changed " + path + ": " + cut(changed.before()) + " -> " + cut(changed.after());
        };
    }

    private static String cut(JsonNode value) {
        return Shown.cut(Shown.json(value), LONGEST);
    }
}
