package dev.forge.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the labels of runs, by which people find them again. */
final class RunLabelsReader {
    private static final Pattern KEY = Pattern.compile(ParameterShape.LABEL_KEY);

    private final Problems problems;
    private final Scalars scalars;

    RunLabelsReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<Map<String, String>> read(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for labels, got " + node.kind(),
                    "write names and values: labels: {team: climate}");
        }
        if (map.entries().size() > ParameterShape.MOST_LABELS) {
            return scalars.refuse(
                    node,
                    "there are " + map.entries().size() + " labels; " + ParameterShape.MOST_LABELS + " is the most",
                    "keep those that you search by");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Node.Entry entry : map.entries()) {
            checkKey(entry);
            scalars.fixedLiteral(entry.value())
                    .filter(value -> isShort(entry, value))
                    .ifPresent(value -> labels.put(entry.key(), value));
        }
        return Optional.of(labels);
    }

    private void checkKey(Node.Entry entry) {
        if (!KEY.matcher(entry.key()).matches()) {
            problems.add(
                    entry.at(),
                    entry.value().pointer(),
                    "no label can be named " + Quote.of(entry.key()),
                    "use up to 63 letters, digits, dots, dashes, slashes and _, with a letter or digit at both ends");
        }
    }

    private boolean isShort(Node.Entry entry, String value) {
        boolean fits = value.length() <= ParameterShape.LONGEST_LABEL;
        if (!fits) {
            problems.add(
                    entry.value(),
                    "the label " + Quote.plain(entry.key()) + " has " + value.length() + " characters; "
                            + ParameterShape.LONGEST_LABEL + " is the most",
                    "shorten it; what a program needs belongs into a parameter");
        }
        return fits;
    }
}
