package dev.forge.contract.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expressions of pipeline files: {@code ${run.id}}, {@code ${steps.monthly.output}} and the like.
 *
 * <p>Only a dotted name under a known root is one; a shell's {@code ${HOME}} is text. In front of an opening brace
 * {@code $$} stands for one dollar, so {@code $${run.id}} is the text {@code ${run.id}} and {@code $$${run.id}} a
 * dollar followed by the run's id. Pure functions, safe in workflow code.
 */
public final class Expressions {
    static final List<String> ROOTS = List.of("run", "parameters", "steps", "watch");

    private static final Pattern NAME = Pattern.compile("\\{((?:" + String.join("|", ROOTS) + ")\\.[^{}$]*)\\}");

    private Expressions() {}

    /** The names of all expressions of a text, in its order: {@code run.id}, {@code steps.monthly.output}. */
    public static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (Part part : parts(text)) {
            if (part instanceof Part.Named(String name)) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Replaces those expressions that have a value and leaves the rest of the text to mean what it meant. A later
     * {@link #bind} or {@link #expand} yields each value byte for byte, whatever it holds and stands beside.
     */
    public static String bind(String text, Map<String, String> values) {
        return bind(text, values, StringBuilder::append);
    }

    /**
     * The same.
     *
     * @param put puts a value behind the text before it, as a literal
     */
    static String bind(String text, Map<String, String> values, BiConsumer<StringBuilder, String> put) {
        return names(text).stream().noneMatch(values::containsKey) ? text : encode(replace(text, values, put));
    }

    /**
     * Replaces all expressions and resolves escapes.
     *
     * @throws IllegalArgumentException naming an expression that has no value
     */
    public static String expand(String text, Map<String, String> values) {
        return expand(text, values, StringBuilder::append);
    }

    /** The same, with values put as {@link #bind} does. */
    static String expand(String text, Map<String, String> values, BiConsumer<StringBuilder, String> put) {
        StringBuilder expanded = new StringBuilder();
        for (Part part : parts(text)) {
            switch (part) {
                case Part.Literal(String literal) -> expanded.append(literal);
                case Part.Named(String name) -> put.accept(expanded, valueOf(name, values));
            }
        }
        return expanded.toString();
    }

    /** How long a text becomes with these values, in chars, without making it: a value may stand in it often. */
    public static long length(String text, Map<String, String> values) {
        return parts(text).stream()
                .mapToLong(part -> switch (part) {
                    case Part.Literal(String literal) -> literal.length();
                    case Part.Named(String name) ->
                        values.getOrDefault(name, name).length();
                })
                .sum();
    }

    /** The text that {@link #expand} makes of it without values, with another text in place of each expression. */
    static String outline(String text, String placeholder) {
        StringBuilder outline = new StringBuilder();
        for (Part part : parts(text)) {
            outline.append(part instanceof Part.Literal(String literal) ? literal : placeholder);
        }
        return outline.toString();
    }

    private static String valueOf(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("${" + name + "} has no value here");
        }
        return value;
    }

    private static List<Part> replace(String text, Map<String, String> values, BiConsumer<StringBuilder, String> put) {
        List<Part> replaced = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        for (Part part : parts(text)) {
            switch (part) {
                case Part.Literal(String more) -> literal.append(more);
                case Part.Named(String name)
                when values.containsKey(name) -> put.accept(literal, valueOf(name, values));
                case Part.Named left -> {
                    replaced.add(new Part.Literal(literal.toString()));
                    replaced.add(left);
                    literal.setLength(0);
                }
            }
        }
        replaced.add(new Part.Literal(literal.toString()));
        return replaced;
    }

    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher name = NAME.matcher(text);
        int i = 0;
        while (i < text.length()) {
            int dollars = dollarsAt(text, i);
            int brace = i + dollars;
            if (dollars == 0 || brace == text.length() || text.charAt(brace) != '{') {
                int end = dollars == 0 ? i + 1 : brace;
                literal.append(text, i, end);
                i = end;
            } else if (dollars % 2 == 1 && name.region(brace, text.length()).lookingAt()) {
                literal.repeat('$', dollars / 2);
                parts.add(new Part.Literal(literal.toString()));
                parts.add(new Part.Named(name.group(1)));
                literal.setLength(0);
                i = name.end();
            } else {
                literal.repeat('$', (dollars + 1) / 2).append('{');
                i = brace + 1;
            }
        }
        parts.add(new Part.Literal(literal.toString()));
        return parts;
    }

    /** The inverse of {@link #parts}; no two literals are neighbours. */
    private static String encode(List<Part> parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Named(String name) -> text.append("${").append(name).append('}');
                case Part.Literal(String literal) -> escape(literal, i < parts.size() - 1, text);
            }
        }
        return text.toString();
    }

    private static void escape(String literal, boolean expressionFollows, StringBuilder text) {
        Matcher name = NAME.matcher(literal);
        int i = 0;
        while (i < literal.length()) {
            int dollars = dollarsAt(literal, i);
            int end = i + dollars;
            if (dollars == 0) {
                text.append(literal.charAt(i));
                i++;
                continue;
            }
            boolean ends = end == literal.length();
            boolean special = ends ? expressionFollows : literal.charAt(end) == '{';
            // A shell's ${HOME} reads as itself and needs no escape.
            boolean shell =
                    !ends && dollars == 1 && !name.region(end, literal.length()).lookingAt();
            text.repeat('$', special && !shell ? 2 * dollars : dollars);
            i = end;
        }
    }

    private static int dollarsAt(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == '$') {
            end++;
        }
        return end - from;
    }

    /** A piece of a text: one that stands for itself, or an expression by its name. */
    sealed interface Part {
        record Literal(String text) implements Part {}

        record Named(String name) implements Part {}
    }
}
