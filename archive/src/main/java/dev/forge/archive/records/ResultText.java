package dev.forge.archive.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a text is one value of JSON, and one that PostgreSQL keeps as it is. */
final class ResultText {
    /** More than people nest; what walks through a value needs not fear for its stack. */
    static final int DEEPEST = 64;

    /** Digits before or behind the point: a double has 308, and PostgreSQL writes out each of them. */
    private static final int LARGEST_EXPONENT = 400;

    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\d+)$");
    private static final JsonFactory JSON = new JsonFactory();

    private ResultText() {}

    static void check(String json) throws UnfitResult {
        try (JsonParser parser = JSON.createParser(json)) {
            value(parser);
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

    private static void value(JsonParser parser) throws IOException, UnfitResult {
        if (parser.nextToken() == null) {
            throw new UnfitResult("is empty", "have the module write JSON into it, if only null");
        }
        int depth = 0;
        JsonToken token = parser.currentToken();
        while (true) {
            check(parser, token);
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

    private static void check(JsonParser parser, JsonToken token) throws IOException, UnfitResult {
        if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
            text(parser.getText(), parser.currentTokenLocation());
        } else if (token.isNumeric()) {
            number(parser.getText(), parser.currentTokenLocation());
        }
    }

    private static void text(String text, JsonLocation at) throws UnfitResult {
        if (text.indexOf('\0') >= 0) {
            throw new UnfitResult(
                    "has a NUL character in a text (" + place(at) + "), which PostgreSQL does not keep",
                    "have the module leave \\u0000 out");
        }
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new UnfitResult(
                    "has half of a surrogate pair in a text (" + place(at) + "), which is no character",
                    "have the module write whole characters");
        }
    }

    private static void number(String text, JsonLocation at) throws UnfitResult {
        Matcher exponent = EXPONENT.matcher(text);
        if (exponent.find()
                && (exponent.group(1).length() > 3 || Integer.parseInt(exponent.group(1)) > LARGEST_EXPONENT)) {
            throw new UnfitResult(
                    "has a number beyond what a double holds (" + place(at) + ")",
                    "have the module write it as a text");
        }
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
