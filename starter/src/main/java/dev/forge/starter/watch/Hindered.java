package dev.forge.starter.watch;

import dev.forge.archive.records.WatchFailure;

/** A watch that can start nothing now; what it has seen waits. */
final class Hindered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient WatchFailure failure;

    Hindered(WatchFailure failure) {
        // An expected outcome, which is shown at the watch: nobody reads its stack.
        super(failure.reason(), null, false, false);
        this.failure = failure;
    }

    WatchFailure failure() {
        return failure;
    }
}
