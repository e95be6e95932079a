package dev.forge.worker;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.Optional;

/** Why a run stands still that only somebody can have go on. */
final class WaitsForPeople {
    private WaitsForPeople() {}

    static Waiting paused(Instant since) {
        return new Waiting(
                "it is paused, and begins nothing until somebody continues it",
                since,
                Optional.empty(),
                Optional.of("continue it by POST /runs/{id}/continue, or cancel it"));
    }

    static Waiting held(RunFailure failure, Instant since) {
        String step = failure.step().orElse("a step");
        return new Waiting(
                step + " was given up, and the run is held until somebody continues it",
                since,
                Optional.empty(),
                Optional.of("mend what the failure tells (PATCH /runs/{id}/steps/" + step
                        + " changes the step), then continue by POST /runs/{id}/continue, or cancel it"));
    }
}
