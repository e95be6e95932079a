package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;

/** The work of a watch: a starter's, on {@link TaskQueues#WATCHES}. */
@ActivityInterface
public interface WatchActivities {
    /**
     * Looks at the watch's bucket again and again and starts runs, for up to an hour, and for some seconds where other watches
     * wait. Heartbeats, without details: a place in a listing is kept in the archive.
     *
     * @return whether it is still to be watched; not where the watch was deleted
     */
    boolean watchBucket(String name);
}
