package dev.forge.contract.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the object for which a run is started. In its texts nothing is an expression: whoever puts objects names them. */
final class WatchedObjectReader {
    private final Problems problems;
    private final Scalars scalars;

    WatchedObjectReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Optional<WatchedObject> read(Node node) {
        return FieldValues.read(node, RequestShape.WATCHED, problems).flatMap(this::object);
    }

    private Optional<WatchedObject> object(FieldValues fields) {
        Optional<String> bucket = fields.get("bucket", this::text);
        Optional<String> key = fields.get("key", this::text);
        Optional<String> etag = fields.get("etag", this::text);
        Optional<Long> size = fields.get("size", this::size);
        return bucket.flatMap(in ->
                key.flatMap(at -> etag.flatMap(tag -> size.map(bytes -> new WatchedObject(in, at, tag, bytes)))));
    }

    private Optional<String> text(Node node) {
        return scalars.plain(node).flatMap(text -> {
            if (text.isEmpty()) {
                return scalars.refuse(node, node.label() + " is empty", "write it");
            }
            // Lists, memos and messages have to hold it.
            if (text.getBytes(StandardCharsets.UTF_8).length > WatchedObject.LONGEST_KEY) {
                return scalars.refuse(
                        node,
                        node.label() + " is longer than " + WatchedObject.LONGEST_KEY + " bytes, as no object has it",
                        "write it as a listing of the bucket shows it");
            }
            return Optional.of(text);
        });
    }

    private Optional<Long> size(Node node) {
        return scalars.plain(node)
                .flatMap(text -> text.matches("[0-9]{1,18}")
                        ? Optional.of(Long.parseLong(text))
                        : scalars.refuse(node, "size cannot be " + Quote.of(text), "write whole bytes: size: 2048"));
    }
}
