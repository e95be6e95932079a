package dev.forge.archive.records;

import java.util.Optional;

/** What became of a pipeline that was put. */
public sealed interface PipelinePut {
    /** A new version. */
    record Made(int version) implements PipelinePut {}

    /** The newest version says just that. */
    record Unchanged(int version) implements PipelinePut {}

    /**
     * Another version was expected to be the newest.
     *
     * @param current the one that is; empty where there is none, or none any more
     */
    record Refused(Optional<Integer> current) implements PipelinePut {}
}
