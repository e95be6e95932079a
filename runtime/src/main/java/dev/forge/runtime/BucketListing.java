package dev.forge.runtime;

import java.util.List;
import java.util.Optional;

/** What is in the buckets of an object store, a part at a time in the order of the keys. */
public interface BucketListing {
    /** No object store is known. */
    BucketListing NONE = (bucket, prefix, place) -> {
        throw new BucketRefused("no object store is known here", "start Forge with one");
    };

    /**
     * Where a listing goes on.
     *
     * @param key after this one; empty at the beginning
     * @param token the store's own word for the place, where no key tells it; a store may forget it, the key it does not
     */
    record Place(String key, Optional<String> token) {
        public static Place after(String key) {
            return new Place(key, Optional.empty());
        }
    }

    /** An entry of a listing that tells of no object that S3 could have, and why it does not. */
    record LeftOut(String key, String why) {}

    /**
     * A part of a listing; it may be empty and not the last.
     *
     * @param objects at most a thousand
     * @param next where the next part begins; empty where it is the last part
     */
    record Part(List<SeenObject> objects, List<LeftOut> leftOut, Optional<Place> next) {
        public Part {
            objects = List.copyOf(objects);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * The objects below a prefix that come after a place.
     *
     * @throws BucketRefused where the store does not give it, or does not answer
     */
    Part after(String bucket, String prefix, Optional<Place> place);
}
