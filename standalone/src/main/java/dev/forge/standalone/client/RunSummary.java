package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as it stands in a starter's list. */
public record RunSummary(String id, String pipeline, RunState state, Instant startedAt, Optional<Instant> endedAt) {
    /** The runs of one page of a list of runs, or of jobs. */
    public static List<RunSummary> listed(JsonNode page, StarterClient starter) {
        List<RunSummary> runs = new ArrayList<>();
        page.path(page.has("jobs") ? "jobs" : "runs").forEach(run -> runs.add(starter.as(RunSummary.class, run)));
        return runs;
    }
}
