package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunSubmission.Accepted;
import java.util.List;
import java.util.Map;

/**
 * The answer to the submission of a job.
 *
 * @param notes what was made of what can be read in more than one way; left out where there is nothing to say
 */
record JobSubmitted(
        String id,
        RunState state,
        String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        Map<String, String> links) {
    JobSubmitted {
        notes = List.copyOf(notes);
    }

    static JobSubmitted of(Accepted accepted, List<String> notes) {
        String name = accepted.pipeline();
        return new JobSubmitted(accepted.id(), accepted.state(), name, notes, Links.ofJob(accepted.id(), name));
    }
}
