package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forge.archive.records.RunStats;
import java.util.List;
import java.util.SortedMap;

/**
 * Counts of runs, of jobs and pipelines alike.
 *
 * @param succeedJob runs that have SUCCEEDED
 * @param jobRetry attempts that were made because the one before had failed
 * @param failedJob runs that have FAILED
 */
record Stats(long succeedJob, long jobRetry, long failedJob) {
    static Stats of(RunStats stats) {
        return new Stats(stats.succeeded(), stats.retried(), stats.failed());
    }

    /** The same for each pipeline of which there is something to count, by name; a job counts under its own. */
    record ByPipeline(List<Row> pipelines) {
        ByPipeline {
            pipelines = List.copyOf(pipelines);
        }

        static ByPipeline of(SortedMap<String, RunStats> stats) {
            return new ByPipeline(stats.entrySet().stream()
                    .map(entry -> new Row(entry.getKey(), Stats.of(entry.getValue())))
                    .toList());
        }
    }

    /** One pipeline's. */
    record Row(String pipeline, @JsonUnwrapped Stats stats) {}
}
