package dev.forge.transfer.report;

import java.util.Optional;

/**
 * What a transfer moved.
 *
 * @param objects objects read from, or written to, the other end (a zip is one)
 * @param files files put into, or taken from, the workspace
 * @param bytes sum of those files' sizes
 * @param skipped links and special files that were left out
 * @param uri where it came from or went to
 * @param etag the object's ETag, where there is exactly one object
 */
public record Summary(long objects, long files, long bytes, long skipped, String uri, Optional<String> etag) {
    public String toJson() {
        JsonText json =
                new JsonText().number("objects", objects).number("files", files).number("bytes", bytes);
        if (skipped > 0) {
            json.number("skipped", skipped);
        }
        json.text("uri", uri);
        etag.ifPresent(tag -> json.text("etag", tag));
        return json.toString();
    }
}
