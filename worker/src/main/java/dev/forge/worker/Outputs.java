package dev.forge.worker;

import dev.forge.contract.workflow.StepPlan;
import java.util.Map;
import java.util.stream.Collectors;

/** What the steps of a run have written to {@code FORGE_OUTPUT}, for the steps after them. */
final class Outputs {
    private final Map<String, String> values;

    /** By the steps' names. */
    Outputs(Map<String, String> outputs) {
        this.values = outputs.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        output -> "steps." + output.getKey() + ".output", Map.Entry::getValue));
    }

    StepPlan into(StepPlan step) {
        return step.expand(values);
    }
}
