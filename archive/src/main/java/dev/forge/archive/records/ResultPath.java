package dev.forge.archive.records;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A path into a result: keys of objects and places in lists, counted from 0. Where it says {@code *} it goes on with each
 * item of a list or an object.
 *
 * @param parts the keys before, between and behind the places where it says {@code *}
 */
public record ResultPath(List<List<String>> parts) {
    /** The result itself. */
    public static final ResultPath WHOLE = new ResultPath(List.of(List.of()));

    /** Characters. */
    static final int LONGEST = 1000;

    /** Each may multiply what there is to look at. */
    static final int MOST_ITEMS = 3;

    private static final String EVERY = "*";

    public ResultPath {
        parts = parts.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a JSON Pointer (RFC 6901), such as {@code /days/0/rain}, or its keys with dots between them, such as
     * {@code days.0.rain}; a key that is {@code *} stands for each.
     */
    public static ResultPath of(String text) throws UnreadablePath {
        if (text.length() > LONGEST) {
            throw new UnreadablePath("the path has more than " + LONGEST + " characters", "write a shorter one");
        }
        if (text.indexOf('\0') >= 0) {
            throw new UnreadablePath("the path has a NUL in it", "leave it out: no key has one");
        }
        return text.isEmpty() ? WHOLE : divided(text.startsWith("/") ? pointer(text) : dotted(text));
    }

    private static List<String> pointer(String text) throws UnreadablePath {
        List<String> keys = new ArrayList<>();
        for (String key : text.substring(1).split("/", -1)) {
            if (key.matches("(?s).*~([^01].*)?")) {
                throw new UnreadablePath(
                        "the path has a ~ in it that says nothing", "write ~0 for a ~ of a key, and ~1 for a slash");
            }
            keys.add(key.replace("~1", "/").replace("~0", "~"));
        }
        return keys;
    }

    private static List<String> dotted(String text) throws UnreadablePath {
        List<String> keys = Arrays.asList(text.split("\\.", -1));
        if (keys.contains("") || text.matches("(?s).*[\\[\\]/\\s\"'].*")) {
            throw new UnreadablePath(
                    "the path \"" + text + "\" cannot be read",
                    "write keys and places with slashes before them, such as /days/0/rain, or with dots between them,"
                            + " such as days.0.rain; * stands for each");
        }
        return keys;
    }

    private static ResultPath divided(List<String> keys) throws UnreadablePath {
        List<List<String>> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        for (String key : keys) {
            if (key.equals(EVERY)) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.add(key);
            }
        }
        parts.add(part);
        if (parts.size() > MOST_ITEMS + 1) {
            throw new UnreadablePath("the path says * more than " + MOST_ITEMS + " times", "write fewer of them");
        }
        return new ResultPath(parts);
    }

    /** The pointer to a value that it leads to. */
    public String pointer(List<String> items) {
        Iterator<String> each = items.iterator();
        StringBuilder pointer = new StringBuilder(joined(parts.getFirst()));
        parts.stream()
                .skip(1)
                .forEach(part -> pointer.append(joined(List.of(each.next()))).append(joined(part)));
        return pointer.toString();
    }

    private static String joined(List<String> keys) {
        return keys.stream()
                .map(key -> "/" + key.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** Whether it leads to one value at most. */
    boolean isSingle() {
        return parts.size() == 1;
    }
}
