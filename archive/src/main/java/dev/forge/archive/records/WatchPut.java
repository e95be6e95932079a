package dev.forge.archive.records;

import java.util.Optional;

/** What became of a watch that was put. */
public sealed interface WatchPut {
    /** There was none of that name. */
    record Made(KeptWatch watch) implements WatchPut {}

    /** It says something else now. */
    record Changed(KeptWatch watch) implements WatchPut {}

    /** It says just that already. */
    record Unchanged(KeptWatch watch) implements WatchPut {}

    /**
     * Another version was expected.
     *
     * @param current the one that is there; empty where there is none
     */
    record Refused(Optional<Integer> current) implements WatchPut {}
}
