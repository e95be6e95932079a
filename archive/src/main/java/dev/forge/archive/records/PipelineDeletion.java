package dev.forge.archive.records;

/** What became of a pipeline that was to be deleted. */
public sealed interface PipelineDeletion {
    /**
     * It is deleted.
     *
     * @param version its newest, which stays
     */
    record Deleted(int version) implements PipelineDeletion {}

    /** There was none. */
    record Absent() implements PipelineDeletion {}

    /**
     * Another version was expected to be the newest.
     *
     * @param current the one that is
     */
    record Refused(int current) implements PipelineDeletion {}
}
