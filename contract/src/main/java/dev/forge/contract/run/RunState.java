package dev.forge.contract.run;

/** The states of a run. The last three are final. */
public enum RunState {
    QUEUED,
    RUNNING,
    PAUSED,
    HELD,
    CANCELING,
    SUCCEEDED,
    FAILED,
    CANCELED;

    public boolean ended() {
        return switch (this) {
            case SUCCEEDED, FAILED, CANCELED -> true;
            case QUEUED, RUNNING, PAUSED, HELD, CANCELING -> false;
        };
    }
}
