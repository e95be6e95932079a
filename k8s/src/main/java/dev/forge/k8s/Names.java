package dev.forge.k8s;

/** The labels and annotations of what Forge makes in a cluster. */
public final class Names {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String FORGE = "forge";

    /** Label: the installation; several share a cluster and leave each other alone. */
    public static final String INSTALLATION = "forge.dev/installation";

    /** Label: the run key. */
    public static final String RUN = "forge.dev/run";

    /** Label: the step, shortened to what a label may be. */
    public static final String STEP = "forge.dev/step";

    /** Label: the attempt's number. */
    public static final String ATTEMPT = "forge.dev/attempt";

    /** Label: what a Job is for that is no attempt; {@link #CLEANING}, {@link #READING}. */
    public static final String PURPOSE = "forge.dev/purpose";

    public static final String CLEANING = "cleaning";

    public static final String READING = "reading";

    /** Label that Kubernetes' Job controller gives to a Job's pods: its name. */
    public static final String JOB_NAME = "batch.kubernetes.io/job-name";

    /** Label that Kubernetes' Job controller gives to a Job's pods: its uid, which stays when the Job is gone. */
    public static final String JOB_UID = "batch.kubernetes.io/controller-uid";

    /** Annotation: the whole run id. */
    public static final String RUN_ID = "forge.dev/run-id";

    /** Annotation: the whole name of the step. */
    public static final String STEP_NAME = "forge.dev/step-name";

    /** Annotation: Temporal's Run ID of the execution that launched the attempt. */
    public static final String EXECUTION = "forge.dev/execution";

    /**
     * Annotation: a digest of the task; adoption needs the same. The settings are not in it: a worker with newer ones
     * that comes to an attempt while they are rolled out still finds its Job.
     */
    public static final String SPEC_HASH = "forge.dev/spec-hash";

    /** Annotation: the attempt's running time, as ISO 8601, so that whoever adopts enforces it. */
    public static final String TIMEOUT = "forge.dev/timeout";

    /** Annotation: how long the Job stays once its run is over, as ISO 8601, where its module says so. */
    public static final String KEEP_JOB = "forge.dev/keep-job";

    /** Annotation: a {@link EndingMark} as JSON: Forge itself ends the attempt, and why. */
    public static final String ENDING = "forge.dev/ending";

    /** Annotation: the attempt's outcome as JSON, kept before what it was read from may go. */
    public static final String OUTCOME = "forge.dev/outcome";

    /** The module's container; its log is the attempt's, and it decides. */
    public static final String MODULE_CONTAINER = "module";

    /** Annotation of the pod: the names of the containers that decide, the first's log and output being the attempt's. */
    public static final String CONTAINERS = "forge.dev/containers";

    /** The init container of a run's first step, which makes the run's folder. */
    public static final String PREPARE_CONTAINER = "prepare";

    /** The init container of a step of a reset or continued run, which looks for what the execution before has begun. */
    public static final String RESUME_CONTAINER = "resume";

    /** The init container that keeps the workspace before a step's first attempt, and puts it back before others. */
    public static final String RESTORE_CONTAINER = "restore";

    /** The container of a cleaning Job. */
    public static final String CLEAN_CONTAINER = "clean";

    /** The init container of a reading Job, which looks whether there is anything to read. */
    public static final String LOOK_CONTAINER = "look";

    /** The container of a reading Job; its log is the answer. */
    public static final String READ_CONTAINER = "read";

    /**
     * How the first four containers above say that the volume does not do: their termination log then holds a sentence for
     * the failure's message and, in a second line, its remedy.
     */
    public static final int STORAGE_EXIT = 73;

    private Names() {}
}
