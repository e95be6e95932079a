package dev.forge.activities;

import java.util.Optional;

/** The pipelines that are kept under a name. */
public interface PipelineCatalog {
    /**
     * A version of a pipeline, without one the newest; empty where there is none. Throws where it cannot tell now, which
     * is Temporal's to retry.
     */
    Optional<Version> find(String name, Optional<Integer> version);

    /** Whether what keeps them keeps results of runs, too. */
    default boolean keepsResults() {
        return true;
    }

    /**
     * A version that was found.
     *
     * @param content a pipeline file
     */
    record Version(int number, String content) {}
}
