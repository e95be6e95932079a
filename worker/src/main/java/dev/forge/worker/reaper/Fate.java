package dev.forge.worker.reaper;

/** What Temporal knows of a run of which something is left. */
sealed interface Fate {
    /** It goes on, and looks after its attempts itself. */
    record Open() implements Fate {}

    /** It came to its end by itself; the cleanup that it left lets go of its Jobs. */
    record Closed(String execution) implements Fate {}

    /** Temporal closed it in the middle (Terminated, TimedOut): nobody was told, and nobody cleans up. */
    record CutOff(String execution) implements Fate {}

    /** Temporal has never heard of it, or not any more. */
    record Forgotten() implements Fate {}
}
