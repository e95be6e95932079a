package dev.forge.starter.api;

import dev.forge.runtime.SeenObject;
import dev.forge.starter.watch.WatchPreview;
import java.time.Instant;
import java.util.List;

/**
 * What a watch would start now.
 *
 * @param objects the first of them, by their keys
 * @param listed how many objects were looked at for it
 * @param more whether there may be others beyond these
 */
record WatchTrial(List<Candidate> objects, long listed, boolean more) {
    WatchTrial {
        objects = List.copyOf(objects);
    }

    static WatchTrial of(WatchPreview preview) {
        return new WatchTrial(preview.objects().stream().map(Candidate::of).toList(), preview.listed(), preview.more());
    }

    /** An object that would start a run. */
    record Candidate(String bucket, String key, String etag, long size, Instant lastModified) {
        static Candidate of(SeenObject object) {
            return new Candidate(object.bucket(), object.key(), object.etag(), object.size(), object.lastModified());
        }
    }
}
