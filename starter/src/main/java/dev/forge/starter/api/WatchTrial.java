package dev.forge.starter.api;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.watch.WatchPreview;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a watch would start now.
 *
 * @param objects the first of them, by their keys
 * @param settle how long each must have stayed the newest before; left out where it need not
 * @param listed how many objects were looked at for it
 * @param more whether there may be others beyond these
 */
record WatchTrial(List<Candidate> objects, Optional<String> settle, long listed, boolean more) {
    WatchTrial {
        objects = List.copyOf(objects);
    }

    static WatchTrial of(WatchPreview preview) {
        return new WatchTrial(
                preview.objects().stream().map(Candidate::of).toList(),
                Optional.of(preview.settle()).filter(Duration::isPositive).map(DurationText::print),
                preview.listed(),
                preview.more());
    }

    /** An object that would start a run. */
    record Candidate(String bucket, String key, String etag, long size, Instant lastModified) {
        static Candidate of(SeenObject object) {
            return new Candidate(object.bucket(), object.key(), object.etag(), object.size(), object.lastModified());
        }
    }
}
