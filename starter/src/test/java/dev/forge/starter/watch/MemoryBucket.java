package dev.forge.starter.watch;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
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
    private volatile Optional<BucketRefused> refusal = Optional.empty();
    private final AtomicInteger asked = new AtomicInteger();

    void put(String key, String etag) {
        put(key, etag, Instant.now());
    }

    void put(String key, String etag, Instant modified) {
        objects.put(key, new SeenObject("weather", key, etag, 5, modified));
    }

    void refuse(BucketRefused why) {
        refusal = Optional.of(why);
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
    public Part after(String bucket, String prefix, Optional<String> key) {
        asked.incrementAndGet();
        refusal.ifPresent(why -> {
            throw why;
        });
        if (key.isPresent() && key.equals(broken)) {
            throw new IllegalStateException("the starter died");
        }
        List<SeenObject> found = objects.values().stream()
                .filter(object -> object.key().startsWith(prefix))
                .filter(object -> key.isEmpty() || object.key().compareTo(key.get()) > 0)
                .limit(PART + 1L)
                .toList();
        return found.size() <= PART
                ? new Part(found, Optional.empty())
                : new Part(
                        found.subList(0, PART), Optional.of(found.get(PART - 1).key()));
    }
}
