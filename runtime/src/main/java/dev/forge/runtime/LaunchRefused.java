package dev.forge.runtime;

import dev.forge.contract.step.Failure;

/** An attempt that can never start as it is written: a module's failure, not the infrastructure's. */
public final class LaunchRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public LaunchRefused(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
