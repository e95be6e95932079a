package dev.forge.jsondiff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A place in a JSON file, written as a JSON Pointer (RFC 6901). An element that is found by its key stands under the
 * key's value, not under its number.
 */
record Pointer(List<String> segments) implements Comparable<Pointer> {
    static final Pointer ROOT = new Pointer(List.of());

    private static final int LONGEST_NUMBER = 9;

    // Numbers before names, and by their value: /steps/2 before /steps/10.
    private static final Comparator<String> BY_SEGMENT = Comparator.comparing((String segment) -> !isNumber(segment))
            .thenComparingInt(segment -> isNumber(segment) ? Integer.parseInt(segment) : 0)
            .thenComparing(Comparator.naturalOrder());

    Pointer {
        segments = List.copyOf(segments);
    }

    Pointer child(String segment) {
        List<String> longer = new ArrayList<>(segments);
        longer.add(segment);
        return new Pointer(longer);
    }

    @Override
    public int compareTo(Pointer other) {
        for (int i = 0; i < Math.min(segments.size(), other.segments.size()); i++) {
            int order = BY_SEGMENT.compare(segments.get(i), other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(segments.size(), other.segments.size());
    }

    private static boolean isNumber(String segment) {
        return !segment.isEmpty()
                && segment.length() <= LONGEST_NUMBER
                && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return segments.stream()
                .map(segment -> "/" + segment.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }
}
