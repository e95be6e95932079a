package dev.forge.archive.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A path as SQL: joins that lead from a value to those below it. Keys are values of the statement, never a part of its text.
 */
final class PathWalk {
    /** What {@code #>} reads as a number, from the end of a list where it is negative, and RFC 6901 does not. */
    private static final Pattern LIKE_A_PLACE = Pattern.compile("(?!0$|[1-9]\\d*$)\\s*[+-]?\\d+");

    private final String name;
    private final ResultPath path;
    private final List<String> joins = new ArrayList<>();
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    /**
     * A way.
     *
     * @param name of its own within the statement
     * @param from the value that it begins at
     */
    PathWalk(String name, ResultPath path, String from) {
        this.name = name;
        this.path = path;
        String value = from;
        for (int part = 0; part < path.parts().size(); part++) {
            if (part > 0) {
                joins.add(items(value, item(part)));
                value = item(part) + ".value";
            }
            lead(part, value);
            value = at(part) + ".value";
        }
    }

    /** To where the keys of a part lead. */
    private void lead(int part, String from) {
        List<List<String>> stretches = stretches(path.parts().get(part));
        String value = from;
        for (int i = 0; i < stretches.size(); i++) {
            String place = i == stretches.size() - 1 ? at(part) : at(part) + "_" + i;
            // What is fetched out of a large value is fetched once.
            joins.add("LATERAL (SELECT " + below(value, place, stretches.get(i)) + " AS value OFFSET 0) AS " + place);
            keys.put(place, stretches.get(i));
            value = place + ".value";
        }
    }

    private static String below(String value, String place, List<String> stretch) {
        String below = value + " #> CAST(:" + place + " AS text[])";
        return isNoPlace(stretch) ? "CASE WHEN jsonb_typeof(" + value + ") = 'object' THEN " + below + " END" : below;
    }

    /** A key that PostgreSQL, and nobody else, takes for a place in a list stands alone. */
    private static List<List<String>> stretches(List<String> keys) {
        List<List<String>> stretches = new ArrayList<>();
        List<String> stretch = new ArrayList<>();
        for (String key : keys) {
            if (isNoPlace(List.of(key)) || isNoPlace(stretch)) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
            }
            stretch.add(key);
        }
        stretches.add(stretch);
        return stretches;
    }

    private static boolean isNoPlace(List<String> stretch) {
        return stretch.size() == 1 && LIKE_A_PLACE.matcher(stretch.getFirst()).matches();
    }

    /** Each item of what is a list or an object, with its key and its place. */
    private static String items(String value, String name) {
        return """
                LATERAL (
                    SELECT CAST(ordinality - 1 AS text) AS key, value, ordinality AS ordinal
                    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(%1$s) = 'array' THEN %1$s ELSE '[]' END)
                        WITH ORDINALITY AS item(value, ordinality)
                    UNION ALL
                    SELECT key, value, ordinality
                    FROM jsonb_each(CASE WHEN jsonb_typeof(%1$s) = 'object' THEN %1$s ELSE '{}' END)
                        WITH ORDINALITY AS item(key, value, ordinality)
                ) AS %2$s""".formatted(value, name);
    }

    private String at(int part) {
        return name + part;
    }

    private String item(int part) {
        return name + "item" + part;
    }

    /** What belongs behind CROSS JOIN. */
    String joins() {
        return String.join(" CROSS JOIN ", joins);
    }

    /** What it has led to; NULL where there is nothing. */
    String value() {
        return at(path.parts().size() - 1) + ".value";
    }

    /** The keys and places that it has gone through with each. */
    String items() {
        return "CAST(ARRAY[" + ofItems("key") + "] AS text[])";
    }

    /** The same as numbers, in the order of the value. */
    String ordinals() {
        return "CAST(ARRAY[" + ofItems("ordinal") + "] AS bigint[])";
    }

    private String ofItems(String column) {
        return IntStream.range(1, path.parts().size())
                .mapToObj(part -> item(part) + "." + column)
                .collect(Collectors.joining(", "));
    }

    /** The arrays to be bound, by their names. */
    Map<String, List<String>> keys() {
        return keys;
    }
}
