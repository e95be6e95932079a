package dev.forge.starter.api;

import dev.forge.archive.records.Page;
import dev.forge.archive.records.Sighting;
import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of what a watch has seen.
 *
 * @param next the cursor to go on with; absent at the end
 */
record WatchedObjects(List<Row> objects, Optional<String> next) {
    WatchedObjects {
        objects = List.copyOf(objects);
    }

    static WatchedObjects of(Page<Sighting, Long> page) {
        return new WatchedObjects(
                page.items().stream().map(Row::of).toList(), page.next().map(String::valueOf));
    }

    /**
     * An object version.
     *
     * @param reason why it starts no run; of a pending one why that could not be started when it was tried
     * @param dueAt when its run may start, or is tried again
     * @param runId of its run; absent where there is none, and none yet
     */
    record Row(
            String bucket,
            String key,
            String etag,
            long size,
            Instant lastModified,
            Sighting.State state,
            Optional<String> reason,
            Instant seenAt,
            Instant dueAt,
            Optional<String> runId,
            Optional<Instant> startedAt) {
        static Row of(Sighting sighting) {
            SeenObject object = sighting.object();
            return new Row(
                    object.bucket(),
                    object.key(),
                    object.etag(),
                    object.size(),
                    object.lastModified(),
                    sighting.state(),
                    sighting.reason(),
                    sighting.seenAt(),
                    sighting.dueAt(),
                    Optional.of(sighting.runId()).filter(_ -> sighting.state() == Sighting.State.STARTED),
                    sighting.startedAt());
        }
    }
}
