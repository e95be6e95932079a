package dev.forge.contract.workflow;

import dev.forge.contract.pipeline.ContainerExpressions;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.ModuleSpec;
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

/**
 * One step of a plan: resolved, but for the outputs of earlier steps.
 *
 * @param results files below the workspace that are kept in the archive once it has succeeded
 */
public record StepPlan(
        String name,
        StepKind kind,
        String image,
        List<String> command,
        List<String> args,
        Map<String, EnvValue> env,
        Resources resources,
        Duration timeout,
        RetryRule retry,
        boolean restore,
        boolean objectStore,
        List<String> results,
        KubernetesSpec kubernetes) {
    // Histories of releases before these two fields have none.
    @SuppressWarnings("ConstantValue")
    public StepPlan {
        kubernetes = kubernetes == null ? KubernetesSpec.NONE : kubernetes;
        command = List.copyOf(command);
        args = List.copyOf(args);
        results = results == null ? List.of() : List.copyOf(results);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** A step that asks for nothing that only some need. */
    public StepPlan(
            String name,
            StepKind kind,
            String image,
            List<String> command,
            List<String> args,
            Map<String, EnvValue> env,
            Resources resources,
            Duration timeout,
            RetryRule retry) {
        this(
                name,
                kind,
                image,
                command,
                args,
                env,
                resources,
                timeout,
                retry,
                false,
                false,
                List.of(),
                KubernetesSpec.NONE);
    }

    /** The same step with every text that may hold expressions passed through {@code change}. */
    public StepPlan map(UnaryOperator<String> change) {
        return new StepPlan(
                name,
                kind,
                image,
                command.stream().map(change).toList(),
                args.stream().map(change).toList(),
                changed(env, change),
                resources,
                timeout,
                retry,
                restore,
                objectStore,
                results,
                kubernetes.map(change));
    }

    /** The same step with these values put in; a later {@code bind} or {@code expand} leaves them as they are. */
    public StepPlan bind(Map<String, String> values) {
        return map(text -> isReadAgain() ? ContainerExpressions.bind(text, values) : Expressions.bind(text, values));
    }

    /**
     * The same step with the last values put in, as it is launched.
     *
     * @throws IllegalArgumentException naming an expression that has no value
     */
    public StepPlan expand(Map<String, String> values) {
        return map(
                text -> isReadAgain() ? ContainerExpressions.expand(text, values) : Expressions.expand(text, values));
    }

    /** What the platform runs itself is written without {@code $(NAME)}, and never read for it. */
    private boolean isReadAgain() {
        return kind == StepKind.MODULE;
    }

    /** The step as an author would write it. */
    public ModuleSpec module() {
        return new ModuleSpec(
                name, image, command, args, env, resources, timeout, retry, restore, objectStore, results, kubernetes);
    }

    /** The same step, changed to what an author might have written. */
    public StepPlan changedTo(ModuleSpec module) {
        return new StepPlan(
                name,
                kind,
                module.image(),
                module.command(),
                module.args(),
                module.env(),
                module.resources(),
                module.timeout(),
                retry,
                restore,
                objectStore,
                results,
                kubernetes);
    }

    /** The same step asking for other resources. */
    public StepPlan withResources(Resources other) {
        return new StepPlan(
                name,
                kind,
                image,
                command,
                args,
                env,
                other,
                timeout,
                retry,
                restore,
                objectStore,
                results,
                kubernetes);
    }

    /** The task of one attempt. */
    public StepTask task(AttemptId attempt, StepTask.Workspace workspace) {
        return new StepTask(
                attempt,
                kind,
                image,
                command,
                args,
                env,
                resources,
                timeout,
                workspace,
                restore,
                objectStore,
                kubernetes);
    }

    private static Map<String, EnvValue> changed(Map<String, EnvValue> env, UnaryOperator<String> change) {
        Map<String, EnvValue> changed = new LinkedHashMap<>();
        env.forEach((key, value) -> changed.put(
                key,
                switch (value) {
                    case EnvValue.Text(String text) -> EnvValue.text(change.apply(text));
                    case EnvValue.SecretKey secret -> secret;
                    case EnvValue.ConfigMapKey configMap -> configMap;
                }));
        return changed;
    }
}
