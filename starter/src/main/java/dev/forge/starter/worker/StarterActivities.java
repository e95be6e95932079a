package dev.forge.starter.worker;

import dev.forge.contract.workflow.TaskQueues;

/** Marks a bean that implements an activity interface of {@code contract}: it is served from when the starter listens. */
public interface StarterActivities {
    /** They wait for others, on virtual threads: more than Temporal's default of 200 may be slow at once. */
    int MANY = 1000;

    /** On which task queue; beans of one queue share its room. */
    default String queue() {
        return TaskQueues.STARTER;
    }

    /** How many of its queue's activities this starter does at once. */
    default int atOnce() {
        return MANY;
    }
}
