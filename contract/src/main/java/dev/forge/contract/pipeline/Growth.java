package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that both trees grow by: how deep, how many, each key once, no character that no program takes. */
final class Growth {
    /** A pipeline is six levels deep. */
    static final int DEEPEST = 32;

    /** In chars; far beyond any field or variable. */
    static final int LONGEST_NAME = 256;

    /** Counted after aliases are written out, so that a bomb of aliases ends here. */
    static final int MOST_VALUES = 100_000;

    private final Problems problems;
    private int values;

    Growth(Problems problems) {
        this.problems = problems;
    }

    void enter(int at, int depth) {
        values++;
        if (depth > DEEPEST) {
            throw problems.unreadable(
                    at, "the text is nested more than " + DEEPEST + " levels deep", "write a pipeline: it needs six");
        }
        if (values > MOST_VALUES) {
            throw problems.unreadable(
                    at, "the text holds more than " + MOST_VALUES + " values", "divide it into smaller pipelines");
        }
    }

    /** The value at another pointer, which counts once more. */
    Node again(Node node, Pointer pointer, int depth) {
        count(node, depth);
        return node.under(pointer);
    }

    /** A field's name, read; the length that is allowed keeps pointers short. */
    String name(int at, String name) {
        if (name.length() > LONGEST_NAME) {
            throw problems.unreadable(
                    at, "a field's name is longer than " + LONGEST_NAME + " characters", "put long text into a value");
        }
        return name;
    }

    private void count(Node node, int depth) {
        enter(node.at(), depth);
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Items list -> list.items().forEach(item -> count(item, depth + 1));
            case Node.Entries map -> map.entries().forEach(entry -> count(entry.value(), depth + 1));
        }
    }

    Node.Scalar scalar(int at, Pointer pointer, String text, boolean plain) {
        Node.Scalar scalar = new Node.Scalar(at, pointer, text, plain);
        if (text.chars().anyMatch(c -> c == 0)) {
            problems.add(scalar, scalar.label() + " holds a NUL character, which no program takes", "remove it");
        } else if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            problems.add(
                    scalar, scalar.label() + " holds half of a surrogate pair, which is no character", "remove it");
        }
        return scalar;
    }

    /** The entries without those whose key was there before, which are mistakes. */
    Node.Entries entries(int at, Pointer pointer, List<Node.Entry> all) {
        Map<String, Node.Entry> first = new LinkedHashMap<>();
        for (Node.Entry entry : all) {
            Node.Entry before = first.putIfAbsent(entry.key(), entry);
            if (before != null) {
                duplicate(pointer, before, entry);
            }
        }
        return new Node.Entries(at, pointer, new ArrayList<>(first.values()));
    }

    private void duplicate(Pointer pointer, Node.Entry before, Node.Entry entry) {
        String first = problems.isFull() ? "" : ": the first is in line " + problems.line(before.at());
        problems.add(
                entry.at(),
                pointer.field(entry.key()),
                Quote.plain(entry.key()) + " is there twice" + first,
                "keep one of the two");
    }
}
