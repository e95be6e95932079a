package dev.forge.starter.watch;

import dev.forge.runtime.SeenObject;
import java.time.Duration;
import java.util.List;

/**
 * What a watch would start now.
 *
 * @param objects the first of them, by their keys
 * @param settle how long each must have stayed the newest before
 * @param listed how many objects were looked at for it
 * @param more whether there may be others beyond these
 */
public record WatchPreview(List<SeenObject> objects, Duration settle, long listed, boolean more) {
    public WatchPreview {
        objects = List.copyOf(objects);
    }
}
