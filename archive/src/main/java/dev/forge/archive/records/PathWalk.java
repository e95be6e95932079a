package dev.forge.archive.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A path as SQL: joins that lead from a value to those below it. Keys are values of the statement, never a part of its text.
 */
final class PathWalk {
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
            // What is fetched out of a large value is fetched once.
            joins.add("LATERAL (SELECT " + value + " #> CAST(:" + at(part) + " AS text[]) AS value OFFSET 0) AS "
                    + at(part));
            keys.put(at(part), path.parts().get(part));
            value = at(part) + ".value";
        }
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
