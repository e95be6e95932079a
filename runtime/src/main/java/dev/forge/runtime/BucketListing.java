package dev.forge.runtime;

import java.util.List;
import java.util.Optional;

/** What is in the buckets of an object store, a part at a time in the order of the keys. */
public interface BucketListing {
    /** No object store is known. */
    BucketListing NONE = (bucket, prefix, key) -> {
        throw new BucketRefused("no object store is known here", "start Forge with one");
    };

    /**
     * A part of a listing.
     *
     * @param objects at most a thousand
     * @param next the last key of it, after which the next part begins; empty where it is the last part
     */
    record Part(List<SeenObject> objects, Optional<String> next) {
        public Part {
            objects = List.copyOf(objects);
        }
    }

    /**
     * The objects below a prefix that come after a key.
     *
     * @throws BucketRefused where the store does not give it, or does not answer
     */
    Part after(String bucket, String prefix, Optional<String> key);
}
