package dev.forge.k8s.manifest;

import dev.forge.contract.pipeline.ContainerExpressions;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.StoreAddress;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a container finds in its environment; kubelet expands {@code $(…)} from what stands before, so the order counts. */
final class ModuleEnvironment {
    /** What Kubernetes takes since 1.34. */
    private static final Pattern NAME = Pattern.compile("[ -~&&[^=]]+");

    private final StepTask task;
    private final List<EnvVar> platform;
    private final Map<String, String> store;

    /** The environment of a task's containers, which get the platform's and may get those of the object store. */
    ModuleEnvironment(StepTask task, List<EnvVar> platform, Map<String, String> store) {
        this.task = task;
        this.platform = platform;
        this.store = store;
    }

    /** What the containers that decide get: Forge's own variables, the platform's, the object store's, the module's. */
    List<EnvVar> ofMain(String data, String output) {
        Map<String, EnvVar> env = new LinkedHashMap<>();
        platform.forEach(variable -> last(variable, env));
        if (task.kind() != StepKind.MODULE) {
            // The platform's user has no home in any image.
            env.put("HOME", plain("HOME", "/tmp"));
        }
        if (task.kind() == StepKind.SINK) {
            env.put("FORGE_BEGUN", plain("FORGE_BEGUN", Workspace.BEGUN));
        }
        if (task.kind() != StepKind.MODULE || task.objectStore()) {
            Map<String, String> told = task.kind() == StepKind.MODULE ? StoreAddress.with(store) : store;
            told.forEach((name, value) -> last(plain(name, ContainerExpressions.literal(value)), env));
        }
        task.env().forEach((name, value) -> last(variable(name, value), env));
        return withForge(data, output, env);
    }

    /** In the place of one of the same name, and after all others, so that it can refer to them. */
    private static void last(EnvVar variable, Map<String, EnvVar> env) {
        env.remove(variable.getName());
        env.put(variable.getName(), variable);
    }

    /** What containers beside and before them get: Forge's own variables. */
    List<EnvVar> ofOthers(String data, String output) {
        return withForge(data, output, Map.of());
    }

    /** Credentials, which only Source and Sink get, and never in a manifest. */
    static List<EnvFromSource> credentials(String secret) {
        return List.of(new EnvFromSourceBuilder()
                .withNewSecretRef()
                .withName(secret)
                .endSecretRef()
                .build());
    }

    private List<EnvVar> withForge(String data, String output, Map<String, EnvVar> others) {
        Map<String, EnvVar> env = new LinkedHashMap<>();
        env.put("FORGE_DATA", plain("FORGE_DATA", ContainerExpressions.literal(data)));
        env.put(
                "FORGE_RUN_ID",
                plain(
                        "FORGE_RUN_ID",
                        ContainerExpressions.literal(task.attempt().runId())));
        env.put(
                "FORGE_STEP",
                plain("FORGE_STEP", ContainerExpressions.literal(task.attempt().step())));
        env.put(
                "FORGE_ATTEMPT",
                plain("FORGE_ATTEMPT", Integer.toString(task.attempt().number())));
        env.put("FORGE_OUTPUT", plain("FORGE_OUTPUT", ContainerExpressions.literal(output)));
        others.forEach(env::putIfAbsent);
        return List.copyOf(env.values());
    }

    private static EnvVar variable(String name, EnvValue value) {
        if (!NAME.matcher(name).matches()) {
            throw Refusals.configuration(
                    "Kubernetes takes no environment variable named \"" + name.replace('\0', '?') + "\"",
                    "give it a name of printable ASCII without =");
        }
        return switch (value) {
            case EnvValue.Text(String text) -> plain(name, text);
            case EnvValue.SecretKey(String secret, String key) ->
                new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewSecretKeyRef()
                        .withName(secret)
                        .withKey(key)
                        .endSecretKeyRef()
                        .endValueFrom()
                        .build();
            case EnvValue.ConfigMapKey(String configMap, String key) ->
                new EnvVarBuilder()
                        .withName(name)
                        .withNewValueFrom()
                        .withNewConfigMapKeyRef()
                        .withName(configMap)
                        .withKey(key)
                        .endConfigMapKeyRef()
                        .endValueFrom()
                        .build();
        };
    }

    private static EnvVar plain(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw Refusals.configuration(
                    "no process can have the value of the environment variable " + name + ": it holds a zero byte",
                    "remove the zero byte");
        }
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }
}
