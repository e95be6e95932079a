package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunSubmission.Accepted;
import java.util.Map;

/** The answer to a submission. */
record Submitted(String id, RunState state, String pipeline, Map<String, String> links) {
    static Submitted of(Accepted accepted) {
        return new Submitted(accepted.id(), accepted.state(), accepted.pipeline(), Links.of(accepted.id()));
    }
}
