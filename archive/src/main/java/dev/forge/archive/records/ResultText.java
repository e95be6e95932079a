package dev.forge.archive.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.forge.contract.json.Exponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Whether a text is one value of JSON, and one that PostgreSQL keeps as it is and can write out again. */
final class ResultText {
    /** More than people nest; what walks through a value needs not fear for its stack. */
    static final int DEEPEST = 64;

    /**
     * Chars of a value written out, without the spaces that PostgreSQL puts between its parts: twice what a file may have. It
     * writes out each digit that an exponent stands for.
     */
    static final int LARGEST_WRITTEN = 2 * 1024 * 1024;

    /** Chars of a number written out: no longer one is read again by the JSON library of the starter. */
    static final int LONGEST_NUMBER = 1000;

    /** Chars of a place that a sentence names: keys may be as long as the file. */
    private static final int LONGEST_POINTER = 200;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser;
    private long written;

    private ResultText(JsonParser parser, int length) {
        this.parser = parser;
        this.written = length;
    }

    static void check(String json) throws UnfitResult {
        try (JsonParser parser = JSON.createParser(json)) {
            new ResultText(parser, json.length()).value();
            if (parser.nextToken() != null) {
                throw noJson("something follows its value", parser.currentTokenLocation());
            }
        } catch (StreamConstraintsException e) {
            throw new UnfitResult(
                    "has a number of more than 1000 digits or a name of more than 50000 characters in it",
                    "have the module write it as a text, or shorter");
        } catch (JsonProcessingException e) {
            throw noJson(firstLine(e.getOriginalMessage()), e.getLocation());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can always be read", e);
        }
    }

    private void value() throws IOException, UnfitResult {
        if (parser.nextToken() == null) {
            throw new UnfitResult("is empty", "have the module write JSON into it, if only null");
        }
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            check(token);
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > DEEPEST) {
                throw new UnfitResult("is nested more than " + DEEPEST + " levels deep", "have the module nest less");
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
            if (token == null) {
                throw noJson("it ends in the middle", parser.currentLocation());
            }
        }
    }

    private void check(JsonToken token) throws IOException, UnfitResult {
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
            text(parser.getText());
        } else if (token.isNumeric()) {
            number(parser.getText());
        }
    }

    private void text(String text) throws UnfitResult {
        if (text.indexOf('\0') >= 0) {
            throw new UnfitResult(
                    "has a NUL character in a text (" + place() + "), which PostgreSQL does not keep",
                    "have the module leave \\u0000 out");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new UnfitResult(
                    "has half of a surrogate pair in a text (" + place() + "), which is no character",
                    "have the module write whole characters");
        }
    }

    private void number(String text) throws UnfitResult {
        if (!Exponent.isIn(text)) {
            return;
        }
        if (!Exponent.isModest(text)) {
            throw new UnfitResult(
                    "has a number beyond what a double holds (" + place() + ")", "have the module write it as a text");
        }
        int length = writtenLength(new BigDecimal(text));
        if (length > LONGEST_NUMBER) {
            throw new UnfitResult(
                    "has a number that takes " + length + " characters written out, and " + LONGEST_NUMBER
                            + " are the most (" + place() + ")",
                    "have the module write it as a text, or with fewer digits");
        }
        written += Math.max(0, length - text.length());
        if (written > LARGEST_WRITTEN) {
            throw new UnfitResult(
                    "takes more than 2 MiB once its numbers are written out without exponents (from " + place()
                            + " on)",
                    "have the module round what is as good as 0, and write fewer numbers of such an exponent");
        }
    }

    /** PostgreSQL writes no exponents, and keeps the zeros behind the point. */
    private static int writtenLength(BigDecimal number) {
        int before = Math.max(1, number.precision() - number.scale());
        int behind = Math.max(0, number.scale());
        return (number.signum() < 0 ? 1 : 0) + before + (behind > 0 ? 1 + behind : 0);
    }

    private String place() {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        String shown = pointer.length() <= LONGEST_POINTER ? pointer : pointer.substring(0, LONGEST_POINTER) + "…";
        return (pointer.isEmpty() ? "" : shown + ", ") + place(parser.currentTokenLocation());
    }

    private static UnfitResult noJson(String why, JsonLocation at) {
        return new UnfitResult(
                "is no JSON (" + place(at) + ": " + why + ")",
                "have the module write one JSON value; NaN and Infinity are none, and null can stand for them");
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Without what the parser would have this program do. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read").replaceFirst(": enable `.*", "");
    }
}
