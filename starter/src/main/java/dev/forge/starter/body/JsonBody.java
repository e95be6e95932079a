package dev.forge.starter.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.problem.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

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
        throw noObject(advice);
    }

    /**
     * Whether an object has a field of one of these names, refused where the body is none. No tree is made of it: one of
     * many fields would be far larger than the body.
     */
    public static boolean hasAny(Set<String> names, byte[] body, String advice) {
        try (JsonParser parser = READER.createParser(BodyText.of(body))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw noObject(advice);
            }
            boolean found = false;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                found |= names.contains(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw BodyText.notJson(parser.currentTokenLocation(), "something follows the object", advice);
            }
            return found;
        } catch (JsonProcessingException e) {
            throw BodyText.notJson(e.getLocation(), e.getOriginalMessage(), advice);
        } catch (IOException e) {
            throw new UncheckedIOException("a text is read without any other fault", e);
        }
    }

    private static Refusal noObject(String advice) {
        return BodyText.syntaxError(Problem.of("", "this is not an object", advice));
    }

    /** What {@link #read} gives, where an empty body stands for an empty object. */
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
