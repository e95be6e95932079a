package dev.forge.worker;

import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.workflow.StepPlan;
import java.util.HashMap;
import java.util.Map;

/** What the steps of a run have written to {@code FORGE_OUTPUT}, for the steps after them. */
final class Outputs {
    private final Map<String, String> values = new HashMap<>();

    void add(StepPlan step, String output) {
        values.put("steps." + step.name() + ".output", output);
    }

    StepPlan into(StepPlan step) {
        return step.map(text -> Expressions.expand(text, values));
    }
}
