package dev.forge.starter.run;

/**
 * By which door runs come in. The id of a run tells it, so that Temporal and the archive know it for as long as they know
 * the run.
 */
public enum RunKind {
    /** A pipeline's, of {@code /runs}. */
    RUN(""),
    /** A single container's, of {@code /jobs}. No pipeline's name holds a dot. */
    JOB("job.");

    private final String prefix;

    RunKind(String prefix) {
        this.prefix = prefix;
    }

    /** How the ids of its runs begin. */
    public String prefix() {
        return prefix;
    }

    public static RunKind of(String runId) {
        return runId.startsWith(JOB.prefix) ? JOB : RUN;
    }
}
