package dev.forge.archive.records;

/**
 * How runs ended.
 *
 * @param retried attempts that were made because the one before had failed
 */
public record RunStats(long succeeded, long failed, long retried) {
    static final RunStats NONE = new RunStats(0, 0, 0);

    RunStats plus(RunStats other) {
        return new RunStats(succeeded + other.succeeded, failed + other.failed, retried + other.retried);
    }

    RunStats minus(RunStats other) {
        return new RunStats(succeeded - other.succeeded, failed - other.failed, retried - other.retried);
    }
}
