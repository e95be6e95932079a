package dev.forge.archive.records;

import java.time.Instant;
import java.util.List;

/**
 * A place in the list of results, the newest first.
 *
 * @param place tells those apart that were kept at once
 * @param ordinals where among the values that were found in it; empty where its path finds one at most
 */
public record ResultCursor(Instant keptAt, long place, List<Long> ordinals) {
    public ResultCursor {
        ordinals = List.copyOf(ordinals);
    }
}
