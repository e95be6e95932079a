package dev.forge.starter.watch;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A bucket whose listing comes in parts of three, and can be broken at a certain place. */
final class MemoryBucket implements BucketListing {
    private static final int PART = 3;

    private final ConcurrentSkipListMap<String, SeenObject> objects = new ConcurrentSkipListMap<>();
    private volatile Optional<String> broken = Optional.empty();
    private volatile List<LeftOut> leftOut = List.of();
    private volatile Optional<RuntimeException> refusal = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();

    void put(String key, String etag) {
        put(key, etag, Instant.now());
    }

    void put(String key, String etag, Instant modified) {
        objects.put(key, new SeenObject("weather", key, etag, 5, modified));
    }

    void delete(String key) {
        objects.remove(key);
    }

    void refuse(RuntimeException why) {
        refusal = Optional.of(why);
    }

    /** An entry that is no object, in the last part. */
    void putOdd(LeftOut entry) {
        leftOut = List.of(entry);
    }

    void allow() {
        refusal = Optional.empty();
        broken = Optional.empty();
    }

    /** From now on the listing breaks after a key. */
    void breakAfter(String key) {
        broken = Optional.of(key);
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Part after(String bucket, String prefix, Optional<Place> place) {
        asked.incrementAndGet();
        Optional<String> key = place.map(Place::key);
        refusal.ifPresent(why -> {
            throw why;
        });
        if (key.isPresent() && key.equals(broken)) {
            throw new Died();
        }
        List<SeenObject> found = objects.values().stream()
                .filter(object -> object.key().startsWith(prefix))
                .filter(object -> key.isEmpty() || object.key().compareTo(key.get()) > 0)
                .limit(PART + 1L)
                .toList();
        return found.size() <= PART
                ? new Part(found, leftOut, Optional.empty())
                : new Part(
                        found.subList(0, PART),
                        List.of(),
                        Optional.of(Place.after(found.get(PART - 1).key())));
    }

    /** The end of a starter, which nothing catches. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1;
    }
}
