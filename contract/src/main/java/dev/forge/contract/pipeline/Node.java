package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value of the text, with its place: the offset where it begins and its JSON Pointer. */
sealed interface Node {
    int at();

    Pointer pointer();

    /** What it is, as a sentence names it: "a list", "the number 15". */
    String kind();

    /** The same value seen at another pointer, as an alias shows it. */
    Node under(Pointer pointer);

    /** What a sentence calls this place: the field's name, or "item 2 of args". */
    default String label() {
        return pointer().label();
    }

    /** The value at a JSON Pointer, or the innermost one around it that is there. */
    static Node find(Node root, String pointer) {
        Node found = root;
        for (String step : pointer.replaceFirst("^/", "").split("/", -1)) {
            String key = step.replace("~1", "/").replace("~0", "~");
            Optional<Node> child = found instanceof Entries map
                    ? map.entries().stream()
                            .filter(entry -> entry.key().equals(key))
                            .map(Entry::value)
                            .findFirst()
                    : Optional.empty();
            if (child.isEmpty()) {
                return found;
            }
            found = child.get();
        }
        return found;
    }

    /** A text, number, boolean or null, by its source text; {@code plain} is one without quotes. */
    record Scalar(int at, Pointer pointer, String text, boolean plain) implements Node {
        private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");
        private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NUMBER =
                Pattern.compile("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?|0o[0-7]+|0x[0-9a-fA-F]+"
                        + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

        boolean isNothing() {
            return plain && NOTHING.matcher(text).matches();
        }

        boolean isNumber() {
            return plain && NUMBER.matcher(text).matches();
        }

        boolean isText() {
            return !isNothing() && !isNumber() && !isBoolean();
        }

        boolean isBoolean() {
            return plain && BOOLEAN.matcher(text).matches();
        }

        @Override
        public String kind() {
            if (isNothing()) {
                return "nothing (null)";
            }
            if (isNumber()) {
                return "the number " + Quote.plain(text);
            }
            return isBoolean() ? "the boolean " + text : "text";
        }

        @Override
        public Scalar under(Pointer other) {
            return new Scalar(at, other, text, plain);
        }
    }

    /** A list. */
    record Items(int at, Pointer pointer, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public Items under(Pointer other) {
            List<Node> moved = new ArrayList<>(items.size());
            for (Node item : items) {
                moved.add(item.under(other.item(moved.size())));
            }
            return new Items(at, other, moved);
        }
    }

    /** A map, its keys in the author's order and each there once. */
    record Entries(int at, Pointer pointer, List<Entry> entries) implements Node {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a map";
        }

        @Override
        public Entries under(Pointer other) {
            return new Entries(
                    at, other, entries.stream().map(entry -> entry.under(other)).toList());
        }
    }

    /** A key, the offset where it begins, and its value. */
    record Entry(int at, String key, Node value) {
        Entry under(Pointer pointer) {
            return new Entry(at, key, value.under(pointer.field(key)));
        }
    }
}
