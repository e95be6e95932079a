package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;

/** The Job that lists or reads files of a run, for one who waits for the answer; nobody's attempt. It changes nothing. */
public final class ReadingJob {
    /** Nobody waits for longer. */
    static final Duration DEADLINE = Duration.ofMinutes(1);

    /** For when nobody is left to delete it. */
    static final Duration KEPT = Duration.ofMinutes(1);

    /** Exit code: the run has no workspace there. */
    public static final int NO_WORKSPACE = 40;

    /** Exit code: nothing has that path. */
    public static final int NO_FILE = 41;

    /** Exit code: it leads out of the workspace. */
    public static final int LEADS_OUT = 42;

    /** Exit code: it is a folder. */
    public static final int FOLDER = 43;

    /** Exit code: it is a device, a pipe or a socket. */
    public static final int SPECIAL = 44;

    /** Exit code: the platform's user may not read it. */
    public static final int UNREADABLE = 45;

    private ReadingJob() {}

    /**
     * A Job of a question.
     *
     * @param question a name of it that no other question has: lower-case letters and digits
     */
    public static Job of(
            KubernetesSettings settings, String runId, Namespace namespace, Reading reading, String question) {
        return new PlatformJob(RunKey.of(runId) + "-read-" + question, Names.READING, DEADLINE, KEPT, 0)
                .of(
                        settings,
                        runId,
                        namespace,
                        (pod, containers) ->
                                pod.withInitContainers(containers.look()).withContainers(containers.read(reading)));
    }
}
