package dev.forge.runtime;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
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
        Duration limit,
        boolean restore) {
    public static Tasks of(String image, String run) {
        return new Tasks(image, run, "execution-1", "module", 1, Map.of(), Duration.ofMinutes(5), false);
    }

    public Tasks by(String other) {
        return new Tasks(image, run, other, step, number, env, limit, restore);
    }

    public Tasks as(String name) {
        return new Tasks(image, run, execution, name, number, env, limit, restore);
    }

    public Tasks attempt(int other) {
        return new Tasks(image, run, execution, step, other, env, limit, restore);
    }

    public Tasks within(Duration timeout) {
        return new Tasks(image, run, execution, step, number, env, timeout, restore);
    }

    public Tasks with(String name, String value) {
        Map<String, EnvValue> more = new LinkedHashMap<>(env);
        more.put(name, EnvValue.text(value));
        return new Tasks(image, run, execution, step, number, more, limit, restore);
    }

    /** Each attempt finds the workspace as the first one found it. */
    public Tasks restored() {
        return new Tasks(image, run, execution, step, number, env, limit, true);
    }

    public StepTask sh(String script, String... args) {
        return task(List.of("sh", "-c", script, "sh"), List.of(args));
    }

    public StepTask task(List<String> command, List<String> args) {
        AttemptId attempt = new AttemptId(run, execution, step, number);
        return new StepTask(
                attempt,
                StepKind.MODULE,
                image,
                command,
                args,
                env,
                Resources.NONE,
                limit,
                StepTask.Workspace.BEGUN,
                restore,
                false,
                KubernetesSpec.NONE);
    }
}
