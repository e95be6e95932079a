package dev.forge.contract.workflow;

/** Why a run does not do what is asked of it now: the type of the failure that refuses an Update of {@link RunControl}. */
public enum ControlRefusal {
    /** What was sent has mistakes; the failure's details are the problems. */
    INVALID,
    /** Its last step is behind it, or its failure: it only keeps what has to outlive it. */
    ENDING,
    CANCELING,
    NOT_PAUSED,
    NO_SUCH_STEP,
    STEP_RUNNING,
    STEP_SUCCEEDED
}
