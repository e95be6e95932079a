package dev.forge.archive.records;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next where the rest begins; empty where there is none
 */
public record Page<T, C>(List<T> items, Optional<C> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Of a list that was asked for one item more than belongs on the page. */
    public static <T, C> Page<T, C> of(List<T> found, int limit, Function<T, C> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Optional.of(cursor.apply(items.getLast())));
    }

    static int checked(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page holds one item at least, not " + limit);
        }
        return limit;
    }
}
