package dev.forge.contract.step;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
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
 * @param workspace whether the step begins its run's workspace, or goes on in it
 * @param restore whether the workspace is kept before the step's first attempt and put back before each further one
 * @param objectStore whether the module is told where the object store is
 */
public record StepTask(
        AttemptId attempt,
        StepKind kind,
        String image,
        List<String> command,
        List<String> args,
        Map<String, EnvValue> env,
        Resources resources,
        Duration timeout,
        Workspace workspace,
        boolean restore,
        boolean objectStore,
        KubernetesSpec kubernetes) {
    /** What a step may expect of its run's workspace. */
    public enum Workspace {
        /** It is made where there is none: the run's first step. */
        BEGUN,
        /** It must be there: without it, what the steps before have done would be lost, and nobody would know. */
        CONTINUED,
        /**
         * It must be there, and an execution before this one has begun it: it may have been removed meanwhile, as that of an
         * ended run is after a while.
         */
        RESUMED
    }

    // Histories of releases before this field have none.
    @SuppressWarnings("ConstantValue")
    public StepTask {
        kubernetes = kubernetes == null ? KubernetesSpec.NONE : kubernetes;
        command = List.copyOf(command);
        args = List.copyOf(args);
        env = Collections.unmodifiableMap(new LinkedHashMap<>(env));
    }

    /** A task that asks for nothing that only some need. */
    public StepTask(
            AttemptId attempt,
            StepKind kind,
            String image,
            List<String> command,
            List<String> args,
            Map<String, EnvValue> env,
            Resources resources,
            Duration timeout,
            Workspace workspace) {
        this(
                attempt,
                kind,
                image,
                command,
                args,
                env,
                resources,
                timeout,
                workspace,
                false,
                false,
                KubernetesSpec.NONE);
    }
}
