package dev.forge.starter.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A body that is one JSON object. */
public record JsonBody(String text, ObjectNode fields) {
    private static final ObjectReader READER = HistoryFormat.mapper()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The object; refused where it is none. */
    public static JsonBody read(byte[] body, String advice) {
        String text = BodyText.of(body);
        if (BodyText.json(text, READER, advice) instanceof ObjectNode fields) {
            return new JsonBody(text, fields);
        }
        throw BodyText.syntaxError(Problem.of("", "this is not an object", advice));
    }

    /** The same, where an empty body stands for an empty object. */
    public static JsonBody readIfAny(byte[] body, String advice) {
        return body.length == 0 ? new JsonBody("", HistoryFormat.mapper().createObjectNode()) : read(body, advice);
    }

    /**
     * The text of a field that is an object, as it was written, after as much space as puts it at the line and column
     * that it has in the body.
     */
    public Optional<String> source(String field) {
        try (JsonParser parser = HistoryFormat.mapper().getFactory().createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int from = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                if (name.equals(field) && value == JsonToken.START_OBJECT) {
                    int to = (int) parser.currentLocation().getCharOffset();
                    return Optional.of(text.substring(0, from).replaceAll("[^\\n]", " ") + text.substring(from, to));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a text that has been read once can be read again", e);
        }
    }
}
