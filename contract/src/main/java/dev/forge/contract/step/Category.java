package dev.forge.contract.step;

/** Why a step did not succeed, for people and programs alike. */
public enum Category {
    MODULE_EXIT(true),
    OUT_OF_MEMORY(true),
    TIMEOUT(true),
    IMAGE(false),
    CONFIGURATION(false),
    UNSCHEDULABLE(false),
    QUOTA(false),
    EVICTED(true),
    DISRUPTED(true),
    VANISHED(true),
    STORAGE(true),
    SOURCE_MISSING(false),
    SOURCE_DENIED(false),
    SOURCE_INVALID(false),
    SINK_MISSING(false),
    SINK_DENIED(false),
    CANCELED(false),
    INTERNAL(true);

    private final boolean worthRetrying;

    Category(boolean worthRetrying) {
        this.worthRetrying = worthRetrying;
    }

    /** Whether another attempt could end otherwise without anybody changing something. */
    public boolean worthRetrying() {
        return worthRetrying;
    }
}
