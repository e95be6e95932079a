package dev.forge.contract.workflow;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request would become. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "preview")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Preview.Planned.class, name = "PLANNED"),
    @JsonSubTypes.Type(value = Preview.Refused.class, name = "REFUSED")
})
public sealed interface Preview {
    /**
     * A run, resolved.
     *
     * @param pipelineVersion of a pipeline that was found by its name
     * @param parameters the value of each that the pipeline declares, as it was written
     * @param labels the pipeline's and the request's
     * @param onFailure as an author writes it
     * @param concurrency for how many runs there is room; empty: for any number
     */
    record Planned(
            String pipeline,
            Optional<Integer> pipelineVersion,
            Map<String, String> parameters,
            Map<String, String> labels,
            String onFailure,
            Optional<Turns> concurrency,
            List<Step> steps)
            implements Preview {
        // Workers of releases before there was concurrency in it tell none.
        @SuppressWarnings({"ConstantValue", "OptionalAssignedToNull"})
        public Planned {
            concurrency = concurrency == null ? Optional.empty() : concurrency;
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            steps = List.copyOf(steps);
        }
    }

    /**
     * How many runs would be at work at once.
     *
     * @param key what they have in common, with all parameters put in; the pipeline's name where it says no other
     * @param limit how many of them
     * @param policy what becomes of one that finds no room, as an author writes it
     */
    record Turns(String key, int limit, String policy) {
        public static Turns of(String pipeline, Concurrency rule) {
            return new Turns(rule.keyIn(pipeline), rule.limit(), rule.policy().word());
        }
    }

    /** All that is wrong with the request. */
    record Refused(List<Problem> problems) implements Preview {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A step of it, as its first attempt would find it.
     *
     * @param module the step as an author would write it; outputs of earlier steps are still expressions
     * @param job what would be launched, in the words of the place where it would run
     * @param refusal why it could not be launched there; one of the two is there
     */
    record Step(String name, StepKind kind, JsonNode module, Optional<JsonNode> job, Optional<Failure> refusal) {}
}
