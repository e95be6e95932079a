package dev.forge.runtime;

import dev.forge.contract.pipeline.WatchedObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An object as a listing or an event tells of it.
 *
 * @param etag which tells its versions apart; the quotes that HTTP puts around it are taken off
 * @param size in bytes
 * @param lastModified in whole seconds, which is as fine as listings are
 */
public record SeenObject(String bucket, String key, String etag, long size, Instant lastModified) {
    /** S3's have at most 38 characters; servers beside it may go further. */
    static final int LONGEST_ETAG = 256;

    /**
     * An object.
     *
     * @throws IllegalArgumentException where no object can be like that
     */
    public SeenObject {
        requireAddress(bucket, key);
        if (etag.isEmpty()) {
            throw new IllegalArgumentException("an object has an ETag");
        }
        if (etag.length() > LONGEST_ETAG) {
            throw new IllegalArgumentException("the ETag is longer than S3 allows");
        }
        requireText(etag);
        if (size < 0) {
            throw new IllegalArgumentException("the object has " + size + " bytes");
        }
        etag = etag.length() > 2 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
        lastModified = lastModified.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Holds an object's address against what S3 allows.
     *
     * @throws IllegalArgumentException where no object can have it
     */
    public static void requireAddress(String bucket, String key) {
        if (bucket.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("an object has a bucket and a key");
        }
        if (key.getBytes(StandardCharsets.UTF_8).length > WatchedObject.LONGEST_KEY
                || bucket.length() > WatchedObject.LONGEST_KEY) {
            throw new IllegalArgumentException("the key or bucket is longer than S3 allows");
        }
        requireText(bucket + key);
    }

    private static void requireText(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("the key, bucket or ETag holds a NUL");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the key, bucket or ETag holds half a character, which is no UTF-8");
        }
    }

    /** Whether it stands for a folder, as consoles make them: it has no content, and no run could read it by its address. */
    public boolean isFolder() {
        return key.endsWith("/");
    }
}
