package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;

/** The work of a watch, on the starter's task queue. */
@ActivityInterface
public interface WatchActivities {
    /**
     * Looks at the watch's bucket again and again and starts runs, for up to an hour. Heartbeats, without details: a place in
     * a listing is kept in the archive.
     *
     * @return whether it is still to be watched; not where the watch was deleted
     */
    boolean watchBucket(String name);
}
