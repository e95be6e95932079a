package dev.forge.transfer.report;

/** Which end of a run a transfer serves: it decides whose fault a missing or closed place is. */
public enum Side {
    SOURCE(Category.SOURCE_MISSING, Category.SOURCE_DENIED),
    SINK(Category.SINK_MISSING, Category.SINK_DENIED);

    private final Category missing;
    private final Category denied;

    Side(Category missing, Category denied) {
        this.missing = missing;
        this.denied = denied;
    }

    public Category missing() {
        return missing;
    }

    public Category denied() {
        return denied;
    }
}
