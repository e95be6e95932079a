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
 * @param keptBefore of a step that restores: the attempt before which its workspace is kept; 0: the first
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
        KubernetesSpec kubernetes,
        int keptBefore) {
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

    /** A task of a step whose workspace is kept before its first attempt, if at all. */
    public StepTask(
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
                restore,
                objectStore,
                kubernetes,
                0);
    }

    /** The same, of a step that found another workspace than before its first attempt. */
    public StepTask withKeptBefore(int number) {
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
                kubernetes,
                number);
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
