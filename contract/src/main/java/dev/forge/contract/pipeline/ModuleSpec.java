package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One module of a pipeline: a container image with a command.
 *
 * @param name unique in its pipeline; a DNS label
 * @param command empty: the image's own entry point
 * @param env in the author's order
 * @param timeout running time of one attempt, counted from the container's start
 * @param restore whether the workspace is put back before a retry as it was before the first attempt
 * @param objectStore whether the module is told where the object store is
 * @param results files below the workspace that the module writes, JSON each, which are kept in the archive
 */
public record ModuleSpec(
        String name,
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
    /** Long enough for most batch programs, short enough that a hung one is noticed the same hour. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    public ModuleSpec {
        command = List.copyOf(command);
        args = List.copyOf(args);
        results = List.copyOf(results);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout of " + name + " must be positive: " + timeout);
        }
    }

    /** A module that asks for nothing that only some need. */
    public ModuleSpec(
            String name,
            String image,
            List<String> command,
            List<String> args,
            Map<String, EnvValue> env,
            Resources resources,
            Duration timeout,
            RetryRule retry) {
        this(name, image, command, args, env, resources, timeout, retry, false, false, List.of(), KubernetesSpec.NONE);
    }

    /** The same module, asking Kubernetes for something else. */
    ModuleSpec withKubernetes(KubernetesSpec other) {
        return new ModuleSpec(
                name, image, command, args, env, resources, timeout, retry, restore, objectStore, results, other);
    }
}
