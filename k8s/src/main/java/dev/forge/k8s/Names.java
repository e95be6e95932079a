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

    /** Label: what a Job is for that is no attempt; {@link #CLEANING}. */
    public static final String PURPOSE = "forge.dev/purpose";

    public static final String CLEANING = "cleaning";

    /** Annotation: the whole run id. */
    public static final String RUN_ID = "forge.dev/run-id";

    /** Annotation: the whole name of the step. */
    public static final String STEP_NAME = "forge.dev/step-name";

    /** Annotation: Temporal's Run ID of the execution that launched the attempt. */
    public static final String EXECUTION = "forge.dev/execution";

    /** Annotation: a digest of the task and of the settings that shape its Job; adoption needs the same. */
    public static final String SPEC_HASH = "forge.dev/spec-hash";

    /** Annotation: the attempt's running time, as ISO 8601, so that whoever adopts enforces it. */
    public static final String TIMEOUT = "forge.dev/timeout";

    /** Annotation: a {@link EndingMark} as JSON: Forge itself ends the attempt, and why. */
    public static final String ENDING = "forge.dev/ending";

    /** Annotation: the attempt's outcome as JSON, kept before what it was read from may go. */
    public static final String OUTCOME = "forge.dev/outcome";

    /** The module's container; its log is the attempt's, and it decides. */
    public static final String MODULE_CONTAINER = "module";

    private Names() {}
}
