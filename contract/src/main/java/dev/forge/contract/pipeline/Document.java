package dev.forge.contract.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A text read as a tree of values, whether it was YAML or JSON. */
record Document(Node root, Problems problems) {
    /** In bytes of UTF-8; half of what Temporal takes as one payload. */
    static final int LARGEST = 1024 * 1024;

    /** YAML may begin with a brace too, but then with a bare word inside. */
    private static final Pattern JSON = Pattern.compile("[\\[{]\\s*[\"\\[\\]{}]");

    private static final String NAME = "name";

    private static final String PIPELINE = "begin with name: and modules: (./forge init NAME writes an example)";

    static Document read(String text) {
        return read(text, PIPELINE);
    }

    /**
     * The same of a text that is no pipeline's.
     *
     * @param start how such a text begins, for who has sent an empty one
     */
    static Document read(String text, String start) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Problems problems = new Problems(Positions.ofChars(body));
        if (body.length() > LARGEST || body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw problems.unreadable(0, "the text is larger than 1 MiB", "keep data in the source, not in the file");
        }
        String content = body.strip();
        if (content.isEmpty()) {
            throw problems.unreadable(0, "the text is empty", start);
        }
        return JSON.matcher(content).lookingAt() ? json(body) : yaml(body, start);
    }

    /** With this as the pipeline's name where the text has none; one that has another is a mistake. */
    Document named(String name) {
        if (!(root instanceof Node.Entries map)) {
            return this;
        }
        Optional<Node> written = map.entries().stream()
                .filter(entry -> entry.key().equals(NAME))
                .map(Node.Entry::value)
                .findFirst();
        if (written.isPresent()) {
            checkSame(written.get(), name);
            return this;
        }
        List<Node.Entry> entries = new ArrayList<>(map.entries());
        Pointer pointer = map.pointer().field(NAME);
        entries.addFirst(new Node.Entry(map.at(), NAME, new Node.Scalar(map.at(), pointer, name, false)));
        return new Document(new Node.Entries(map.at(), map.pointer(), entries), problems);
    }

    private void checkSame(Node written, String name) {
        // A name that is none is a mistake of its own.
        if (written instanceof Node.Scalar scalar
                && Labels.isLabel(scalar.text())
                && !scalar.text().equals(name)) {
            problems.add(
                    written,
                    "the name is " + Quote.of(scalar.text()) + ", and the call names " + Quote.of(name),
                    "write name: " + Quote.plain(name) + ", or leave it out");
        }
    }

    private static Document json(String body) {
        return tree(Positions.ofChars(body), problems -> JsonTree.read(body, problems));
    }

    private static Document yaml(String body, String start) {
        return tree(
                Positions.ofCodePoints(body),
                problems -> YamlTree.read(body, problems)
                        .orElseThrow(() -> problems.unreadable(0, "the text holds only comments", start)));
    }

    private static Document tree(Positions positions, Function<Problems, Node> reader) {
        Problems problems = new Problems(positions);
        return new Document(reader.apply(problems), problems);
    }
}
