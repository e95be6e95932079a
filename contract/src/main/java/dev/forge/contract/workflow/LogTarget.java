package dev.forge.contract.workflow;

/**
 * The object that a run's log becomes once the run is over.
 *
 * @param bucket of the user's, in the object store that the worker knows
 */
public record LogTarget(String bucket, String key) {
    /** Where a job's log goes: {@code <jobName>/<run id>.log}. */
    public static LogTarget ofJob(String bucket, String job, String runId) {
        return new LogTarget(bucket, job + "/" + runId + ".log");
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
