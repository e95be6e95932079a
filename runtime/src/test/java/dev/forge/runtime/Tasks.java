package dev.forge.runtime;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks whose module is a small shell script. */
public record Tasks(
        String image,
        String run,
        String execution,
        String step,
        int number,
        Map<String, EnvValue> env,
        Duration limit) {
    public static Tasks of(String image, String run) {
        return new Tasks(image, run, "execution-1", "module", 1, Map.of(), Duration.ofMinutes(5));
    }

    public Tasks by(String other) {
        return new Tasks(image, run, other, step, number, env, limit);
    }

    public Tasks as(String name) {
        return new Tasks(image, run, execution, name, number, env, limit);
    }

    public Tasks attempt(int other) {
        return new Tasks(image, run, execution, step, other, env, limit);
    }

    public Tasks within(Duration timeout) {
        return new Tasks(image, run, execution, step, number, env, timeout);
    }

    public Tasks with(String name, String value) {
        Map<String, EnvValue> more = new LinkedHashMap<>(env);
        more.put(name, EnvValue.text(value));
        return new Tasks(image, run, execution, step, number, more, limit);
    }

    public StepTask sh(String script, String... args) {
        return task(List.of("sh", "-c", script, "sh"), List.of(args));
    }

    public StepTask task(List<String> command, List<String> args) {
        AttemptId attempt = new AttemptId(run, execution, step, number);
        return new StepTask(
                attempt, StepKind.MODULE, image, command, args, env, Resources.NONE, limit, StepTask.Workspace.BEGUN);
    }
}
