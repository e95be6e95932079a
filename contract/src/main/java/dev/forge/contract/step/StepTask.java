package dev.forge.contract.step;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Resources;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a runtime needs to launch one attempt; expressions are resolved, secrets are still references.
 *
 * @param command empty: the image's own entry point
 * @param timeout running time, counted from the container's start
 */
public record StepTask(
        AttemptId attempt,
        StepKind kind,
        String image,
        List<String> command,
        List<String> args,
        Map<String, EnvValue> env,
        Resources resources,
        Duration timeout) {
    public StepTask {
        command = List.copyOf(command);
        args = List.copyOf(args);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }
}
