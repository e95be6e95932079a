package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunControl.Standing;
import java.util.Map;
import java.util.Optional;

/** How a run stands after it was paused or continued. */
record Controlled(String id, RunState state, Optional<String> reason, Map<String, String> links) {
    static Controlled of(String id, Standing standing) {
        return new Controlled(id, standing.state(), standing.reason(), Links.of(id));
    }
}
