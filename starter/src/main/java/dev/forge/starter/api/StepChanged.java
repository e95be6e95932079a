package dev.forge.starter.api;

import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunState;
import java.util.List;
import java.util.Map;

/**
 * The answer to a change of a step.
 *
 * @param fields what is other now; empty where all was so already
 */
record StepChanged(String id, String step, RunState state, List<RunChange.Field> fields, Map<String, String> links) {
    StepChanged {
        fields = List.copyOf(fields);
    }
}
