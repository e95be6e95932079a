package dev.forge.starter.run;

import dev.forge.contract.pipeline.RunRequest;
import java.util.Optional;

/**
 * A run that is to be started.
 *
 * @param rerunOf the run that it does once more
 */
record Order(RunKind kind, RunRequest run, Optional<String> rerunOf) {
    static Order of(RunKind kind, RunRequest run) {
        return new Order(kind, run, Optional.empty());
    }

    String pipeline() {
        return run.pipeline().name();
    }
}
