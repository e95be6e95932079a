package dev.forge.starter.api;

import dev.forge.archive.records.KeptWatch;

/** How a watch stands. */
enum WatchState {
    /** It looks at its bucket and starts runs. */
    ACTIVE,
    PAUSED,
    /** Something keeps it from its work; it tries again by itself. */
    FAILING;

    static WatchState of(KeptWatch watch) {
        if (watch.paused()) {
            return PAUSED;
        }
        return watch.failure().isPresent() ? FAILING : ACTIVE;
    }
}
