package dev.forge.contract.workflow;

/** The names of Temporal task queues. */
public final class TaskQueues {
    /** Where runs are executed. */
    public static final String FORGE = "forge";

    /** Where the starter itself does what has to be done durably: notifications, what watches start. */
    public static final String STARTER = "forge-starter";

    private TaskQueues() {}
}
