package dev.forge.archive.records;

/** What became of something with versions that was to be deleted. */
public sealed interface VersionDeletion {
    /**
     * It is deleted.
     *
     * @param version its newest, which stays
     */
    record Deleted(int version) implements VersionDeletion {}

    /** There was none. */
    record Absent() implements VersionDeletion {}

    /**
     * Another version was expected to be the newest.
     *
     * @param current the one that is
     */
    record Refused(int current) implements VersionDeletion {}
}
