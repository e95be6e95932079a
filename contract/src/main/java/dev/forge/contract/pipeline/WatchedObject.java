package dev.forge.contract.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The object for which a watch starts a run: the values of {@code ${watch.…}}.
 *
 * @param etag which tells its versions apart, without quotes
 * @param size in bytes
 */
public record WatchedObject(String bucket, String key, String etag, long size) {
    /** S3's limit of keys, in bytes of UTF-8. */
    public static final int LONGEST_KEY = 1024;

    public WatchedObject {
        if (bucket.isEmpty() || key.isEmpty() || etag.isEmpty()) {
            throw new IllegalArgumentException("an object has a bucket, a key and an ETag");
        }
        if (size < 0) {
            throw new IllegalArgumentException("the object has " + size + " bytes");
        }
    }

    /** By the names of their expressions: {@code watch.key}. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("watch.bucket", bucket);
        values.put("watch.key", key);
        values.put("watch.etag", etag);
        values.put("watch.size", Long.toString(size));
        return values;
    }
}
