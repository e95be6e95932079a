package dev.forge.contract.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.forge.contract.pipeline.Problem;
import java.time.Duration;
import java.util.List;

/** What {@code resolve} makes of a request. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "resolution")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Resolution.Plan.class, name = "PLAN"),
    @JsonSubTypes.Type(value = Resolution.Refusal.class, name = "REFUSAL")
})
public sealed interface Resolution {
    /**
     * What the run will do.
     *
     * @param disruptionLimit how many disrupted attempts of a step are repeated
     * @param heartbeatTimeout bounds how late a dead worker is noticed
     * @param keepWorkspace how long the workspace of a run that did not succeed stays, so that it can continue
     * @param keepAfterSuccess the same of a run that succeeded: zero where a sink has taken the result away
     */
    record Plan(
            String pipeline,
            List<StepPlan> steps,
            int disruptionLimit,
            Duration heartbeatTimeout,
            Duration keepWorkspace,
            Duration keepAfterSuccess)
            implements Resolution {
        public Plan {
            steps = List.copyOf(steps);
        }
    }

    /** All that is wrong with the request. */
    record Refusal(String pipeline, List<Problem> problems) implements Resolution {
        public Refusal {
            problems = List.copyOf(problems);
        }
    }
}
