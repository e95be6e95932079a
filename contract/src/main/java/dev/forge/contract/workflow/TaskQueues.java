package dev.forge.contract.workflow;

/** The names of Temporal task queues. */
public final class TaskQueues {
    /** Where runs are executed. */
    public static final String FORGE = "forge";

    /** Where the starter itself does what has to be done durably: notifications. */
    public static final String STARTER = "forge-starter";

    /** Where starters look after watches of buckets, which takes as long as there are any: nothing else waits behind it. */
    public static final String WATCHES = "forge-watches";

    private TaskQueues() {}
}
