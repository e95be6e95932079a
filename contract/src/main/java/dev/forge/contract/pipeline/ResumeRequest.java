package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * That a closed execution of a run goes on in another one: the whole input of that other one.
 *
 * @param execution Temporal's Run ID of the closed one
 * @param from the step from which it goes on; empty: the first that has not succeeded
 * @param hold whether it is HELD first, so that a step can be changed
 */
public record ResumeRequest(String execution, Optional<String> from, boolean hold) {
    /** The input that says it, as JSON. */
    public String json() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode asked = all.putObject("continue").put("execution", execution);
        from.ifPresent(step -> asked.put("from", step));
        if (hold) {
            asked.put("hold", true);
        }
        return all.toString();
    }
}
