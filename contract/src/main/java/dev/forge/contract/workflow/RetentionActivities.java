package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;

/** What is done to the archive as a whole. */
@ActivityInterface
public interface RetentionActivities {
    /** Deletes the runs that the archive's rules do not keep, and returns how many. Heartbeats, without details. */
    long deleteOldRuns();
}
