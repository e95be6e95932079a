package dev.forge.contract.workflow;

/** The names of Temporal task queues. */
public final class TaskQueues {
    /** Where runs are executed. */
    public static final String FORGE = "forge";

    private TaskQueues() {}
}
