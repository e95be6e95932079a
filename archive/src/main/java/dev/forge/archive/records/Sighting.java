package dev.forge.archive.records;

import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An object version that a watch was told of.
 *
 * @param number rises with each sighting
 * @param seenAt when it was told of, the last time that this told anything
 * @param dueAt when its run may start, or is tried again
 * @param reason why it starts no run, or has not yet
 * @param runId of its run, whether that has been started or not
 */
public record Sighting(
        long number,
        SeenObject object,
        Instant seenAt,
        Instant dueAt,
        State state,
        Optional<String> reason,
        String runId,
        Optional<Instant> startedAt) {
    /** What becomes of it. */
    public enum State {
        /** Its run is still to be started. */
        PENDING,
        /** Its run has been started. */
        STARTED,
        /** No run: it was there before the watch, or was replaced before its run was started. */
        SKIPPED,
        /** No run: the pipeline cannot take it. */
        REFUSED
    }
}
