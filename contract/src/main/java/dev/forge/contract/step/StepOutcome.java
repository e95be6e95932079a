package dev.forge.contract.step;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** How one attempt ended. {@code startedAt} is the container's start, where there was one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepOutcome.Succeeded.class, name = "SUCCEEDED"),
    @JsonSubTypes.Type(value = StepOutcome.Failed.class, name = "FAILED"),
    @JsonSubTypes.Type(value = StepOutcome.Disrupted.class, name = "DISRUPTED")
})
public sealed interface StepOutcome {
    Optional<Instant> startedAt();

    Instant endedAt();

    /**
     * The container was seen to exit 0 by itself.
     *
     * @param output what it wrote to {@code FORGE_OUTPUT}, at most 4 KiB; empty where it wrote nothing
     */
    record Succeeded(Optional<Instant> startedAt, Instant endedAt, String output) implements StepOutcome {}

    /**
     * It failed by its own doing; whether a retry is worth it is the workflow's to judge.
     *
     * @param output what it wrote to {@code FORGE_OUTPUT} all the same; empty where it wrote nothing
     */
    record Failed(Optional<Instant> startedAt, Instant endedAt, String output, Failure failure) implements StepOutcome {
        public Failed withFailure(Failure other) {
            return new Failed(startedAt, endedAt, output, other);
        }
    }

    /** Something else ended it (drain, eviction, deletion, a lost node); never costs a retry. */
    record Disrupted(Optional<Instant> startedAt, Instant endedAt, Failure failure) implements StepOutcome {}
}
