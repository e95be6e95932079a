package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A parameter that a pipeline declares. Its values are texts, as they were written; the type says which texts are
 * values. One without a default must be given with every run, so that every run has a value for each.
 *
 * @param fallback its value in a run that gives none: the file's {@code default}
 * @param allowed the only values, compared as texts; empty: any of the type
 */
public record ParameterSpec(Type type, Optional<String> fallback, List<String> allowed, Optional<String> description) {
    /** Which texts are values. */
    public enum Type {
        STRING(".*", "text"),
        NUMBER("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?", "a number, such as 2 or 0.5"),
        INTEGER("[-+]?[0-9]+", "a whole number"),
        BOOLEAN("true|false", "true or false");

        private final Pattern form;
        private final String what;

        Type(String form, String what) {
            this.form = Pattern.compile(form);
            this.what = what;
        }

        /** As it stands in a pipeline file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> words() {
            return Stream.of(values()).map(Type::word).toList();
        }

        boolean accepts(String text) {
            return this == STRING
                    || (text.length() <= LONGEST_NUMBER && form.matcher(text).matches());
        }
    }

    /** Longer ones are no numbers that any program means. */
    private static final int LONGEST_NUMBER = 64;

    public ParameterSpec {
        allowed = List.copyOf(allowed);
    }

    /** Any text, with a default: what the short form of a file declares. */
    public static ParameterSpec text(String fallback) {
        return new ParameterSpec(Type.STRING, Optional.of(fallback), List.of(), Optional.empty());
    }

    /** Whether each run must give it. */
    public boolean required() {
        return fallback.isEmpty();
    }

    /** What is wrong with a value; empty where it is one. */
    Optional<Complaint> complaint(String label, String value) {
        String message = label + " cannot be " + Quote.of(value);
        if (!type.accepts(value)) {
            return Optional.of(new Complaint(message, "write " + type.what));
        }
        return allowed.isEmpty() || allowed.contains(value)
                ? Optional.empty()
                : Optional.of(new Complaint(
                        message,
                        Spelling.suggestion(
                                value, allowed.stream().map(Quote::plain).toList())));
    }
}
