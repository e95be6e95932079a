package dev.forge.contract.workflow;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One step of a plan: resolved, but for the outputs of earlier steps. */
public record StepPlan(
        String name,
        StepKind kind,
        String image,
        List<String> command,
        List<String> args,
        Map<String, EnvValue> env,
        Resources resources,
        Duration timeout,
        RetryRule retry) {
    public StepPlan {
        command = List.copyOf(command);
        args = List.copyOf(args);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** The task of one attempt, with every text passed through {@code expand}. */
    public StepTask task(AttemptId attempt, UnaryOperator<String> expand) {
        Map<String, EnvValue> expanded = new LinkedHashMap<>();
        env.forEach((key, value) -> expanded.put(
                key,
                switch (value) {
                    case EnvValue.Text(String text) -> EnvValue.text(expand.apply(text));
                    case EnvValue.SecretKey secret -> secret;
                }));
        return new StepTask(
                attempt,
                kind,
                image,
                command.stream().map(expand).toList(),
                args.stream().map(expand).toList(),
                expanded,
                resources,
                timeout);
    }
}
