package dev.forge.runtime;

import java.io.IOException;
import java.io.InputStream;

/** The buckets into which users have put what their jobs make. */
public interface OutputBuckets {
    /**
     * Puts an object in the place of whatever has its key. It is there whole, or not at all.
     *
     * @throws OutputRefused where no further try would end otherwise
     * @throws RuntimeUnavailable where one may
     * @throws IOException what reading the object's bytes has thrown
     */
    void put(String bucket, String key, InputStream bytes) throws IOException;

    /** Of a worker that knows no object store. */
    static OutputBuckets absent() {
        return (bucket, key, bytes) -> {
            throw new OutputRefused("this worker knows no object store");
        };
    }
}
