package dev.forge.contract.run;

/** The states of a step in its run. */
public enum StepState {
    /** Its turn has not come. */
    WAITING,
    /** An attempt is launched or runs. */
    RUNNING,
    /** The next attempt is due after a delay. */
    RETRYING,
    SUCCEEDED,
    FAILED,
    CANCELED
}
