package dev.forge.archive.records;

/** What became of a watch that was to be deleted. */
public sealed interface WatchDeletion {
    record Deleted() implements WatchDeletion {}

    /** There was none. */
    record Absent() implements WatchDeletion {}

    /** Another version was expected than the one that is there. */
    record Refused(int current) implements WatchDeletion {}
}
