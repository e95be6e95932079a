package dev.forge.jsondiff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * A value or a path as the report has it: as it is, or, where Forge could not keep that as a result of a run
 * (docs/results.md), as a text that says what it is.
 *
 * @param asText whether it is such a text
 */
record Shown(JsonNode value, boolean asText) {
    /** Characters of its JSON that a value may have; of a longer one, and of a path, as many are told. */
    static final int LONGEST = 4_000;

    /** Of the 64 levels of a result; the report itself, its list and the difference are three. */
    private static final int DEEPEST = 61;

    /** Digits of a number. A reader of JSON takes a thousand by default, an archive of results exponents up to 400. */
    private static final int MOST_DIGITS = 500;

    private static final int LARGEST_EXPONENT = 400;

    private static final ObjectWriter WITHOUT_EXPONENTS =
            new JsonMapper().writer().with(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);

    /** A value: one that is too long, too deep or of what cannot be kept becomes its JSON, as far as it may go. */
    static Shown of(JsonNode value) {
        String json = json(value);
        return json.length() <= LONGEST && fits(value, DEEPEST)
                ? new Shown(value, false)
                : new Shown(TextNode.valueOf(cut(escaped(json), LONGEST)), true);
    }

    /** Its JSON with numbers written out, which only those are that can be kept: others would fill the memory. */
    static String json(JsonNode value) {
        String brief = value.toString();
        return brief.length() <= LONGEST && fits(value, DEEPEST) ? writtenOut(value) : brief;
    }

    private static String writtenOut(JsonNode value) {
        try {
            return WITHOUT_EXPONENTS.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("what has been read as JSON can be written as JSON", e);
        }
    }

    static Shown of(Pointer path) {
        String whole = path.toString();
        String shown = cut(escaped(whole), LONGEST);
        return new Shown(TextNode.valueOf(shown), !shown.equals(whole));
    }

    /** The beginning of a text that is longer than that, with how long it is. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }

    private static boolean fits(JsonNode value, int levels) {
        if (value.isContainerNode()) {
            return levels > 0
                    && value.propertyStream().allMatch(field -> isWhole(field.getKey()))
                    && value.valueStream().allMatch(part -> fits(part, levels - 1));
        }
        return value.isNumber() ? isModest(value.decimalValue()) : isWhole(value.asText());
    }

    private static boolean isModest(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale() - 1;
        return number.precision() <= MOST_DIGITS && Math.abs(exponent) <= LARGEST_EXPONENT;
    }

    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(Shown::cannotBeKept);
    }

    /** NUL and half of a surrogate pair as JSON writes them. */
    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(cannotBeKept(c) ? "\\u%04x".formatted(c) : Character.toString(c)));
        return shown.toString();
    }

    private static boolean cannotBeKept(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
