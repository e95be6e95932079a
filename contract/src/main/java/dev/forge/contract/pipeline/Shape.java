package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a field may hold: the reader and the JSON Schema both follow it. */
sealed interface Shape {
    /** Text of a form; the empty pattern is any text. Patterns mean the same in Java and in ECMAScript. */
    record Text(String pattern) implements Shape {}

    /** Any text, number or boolean, which keeps its source text. */
    record Literal() implements Shape {}

    /** Text of a form, or a bare number. */
    record Amount(String pattern) implements Shape {}

    /** One of a few words. */
    record Choice(List<String> words) implements Shape {}

    /** A whole number, both ends included. */
    record Whole(int least, int most) implements Shape {}

    /** A number that may have a fraction, both ends included. */
    record Fraction(double least, double most) implements Shape {}

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /** A map in another's words, which is handed on as it is. */
    record Foreign() implements Shape {}

    record ListOf(Shape item, int least, int most) implements Shape {}

    /** A map whose keys the author chooses. */
    record MapOf(String keyPattern, Shape value) implements Shape {}

    /** A short form and a long one. */
    record Either(Shape brief, Shape full) implements Shape {}

    /**
     * A map with fields of ours.
     *
     * @param others what other keys may be there; empty: none
     * @param instead what may be written in the place of some fields; empty: nothing
     */
    record Form(String title, List<Field> fields, Optional<MapOf> others, Optional<Instead> instead) implements Shape {
        Form(String title, List<Field> fields) {
            this(title, fields, Optional.empty(), Optional.empty());
        }

        Form withOthers(MapOf map) {
            return new Form(title, fields, Optional.of(map), instead);
        }

        Form withInstead(Instead choice) {
            return new Form(title, fields, others, Optional.of(choice));
        }

        /** Whether one needs a field that is not there in every map. */
        boolean isNeeded(String name) {
            return instead.filter(choice -> choice.needed().equals(name)).isPresent();
        }

        boolean takesOther(String key) {
            return others.filter(map -> Pattern.matches(map.keyPattern(), key)).isPresent();
        }

        Optional<Field> field(String name) {
            return fields.stream().filter(field -> field.name().equals(name)).findFirst();
        }

        /** The names that an author is told of; one with a dollar is for editors. */
        List<String> names() {
            return fields.stream()
                    .map(Field::name)
                    .filter(name -> !name.startsWith("$"))
                    .toList();
        }
    }

    /**
     * A choice that every map of a form makes: the needed field, or one of those that replace it and others.
     *
     * @param replaced fields that may not stand beside a replacement
     */
    record Instead(String needed, List<String> replacements, List<String> replaced) {}

    /**
     * A field of a form.
     *
     * @param example JSON values: text, number, list or map
     * @param fallback what stands for a field left out
     */
    record Field(
            String name,
            boolean required,
            Shape shape,
            String description,
            Optional<Object> example,
            Optional<Object> fallback) {
        static Field required(String name, Shape shape, String description) {
            return new Field(name, true, shape, description, Optional.empty(), Optional.empty());
        }

        static Field optional(String name, Shape shape, String description) {
            return new Field(name, false, shape, description, Optional.empty(), Optional.empty());
        }

        Field example(Object value) {
            return new Field(name, required, shape, description, Optional.of(value), fallback);
        }

        Field fallback(Object value) {
            return new Field(name, required, shape, description, example, Optional.of(value));
        }
    }
}
