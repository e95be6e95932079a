package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Grows the tree from JSON; offsets are chars. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final Problems problems;
    private final Growth growth;

    private JsonTree(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
        this.growth = new Growth(problems);
    }

    static Node read(String text, Problems problems) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonTree(parser, problems).document();
        } catch (JsonEOFException e) {
            throw problems.unreadable(text.length(), "the JSON ends too early", "close its quotes and brackets");
        } catch (JsonProcessingException e) {
            throw problems.unreadable(
                    offset(e, text),
                    "this is not JSON: " + Quote.plain(firstSentence(e.getOriginalMessage())),
                    "check the quotes, commas and brackets before this place");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }

    private Node document() throws IOException {
        parser.nextToken();
        Node root = value(Pointer.ROOT, 1);
        if (parser.nextToken() != null) {
            throw problems.unreadable(at(), "the JSON goes on after its end", "remove what follows the last bracket");
        }
        return root;
    }

    private Node value(Pointer pointer, int depth) throws IOException {
        int at = at();
        growth.enter(at, depth);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return object(at, pointer, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return array(at, pointer, depth);
        }
        return growth.scalar(at, pointer, parser.getText(), token != JsonToken.VALUE_STRING);
    }

    private Node object(int at, Pointer pointer, int depth) throws IOException {
        List<Node.Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyAt = at();
            String key = growth.name(keyAt, parser.currentName());
            parser.nextToken();
            entries.add(new Node.Entry(keyAt, key, value(pointer.field(key), depth + 1)));
        }
        return growth.entries(at, pointer, entries);
    }

    private Node array(int at, Pointer pointer, int depth) throws IOException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(pointer.item(items.size()), depth + 1));
        }
        return new Node.Items(at, pointer, items);
    }

    private int at() {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int offset(JsonProcessingException e, String text) {
        return e.getLocation() == null ? text.length() : (int) e.getLocation().getCharOffset();
    }

    private static String firstSentence(String message) {
        return message.lines().findFirst().orElse("").replaceFirst(" \\((for|start).*", "");
    }
}
