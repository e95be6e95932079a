package dev.forge.activities;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.JobRuntime.Present;
import dev.forge.runtime.RuntimeUnavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Ends attempts, and is done only when nothing of them is left; meanwhile the heartbeat tells what is. */
final class AttemptEnder {
    private final JobRuntime runtime;

    AttemptEnder(JobRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * Ends those attempts of a run that {@code which} picks.
     *
     * @param tell hears why something is still left; what it throws ends the wait
     */
    void endAll(String runId, Predicate<Present> which, Consumer<Sighting> tell) {
        endAll(runtime.present(runId), which, tell);
    }

    /** Ends those that {@code which} picks of what was found of a run. */
    void endAll(List<Present> present, Predicate<Present> which, Consumer<Sighting> tell) {
        present.stream().filter(which).map(Present::attempt).forEach(attempt -> end(attempt, tell));
    }

    void end(Launched attempt, Consumer<Sighting> tell) {
        Optional<Waiting> left = endWithin(attempt);
        while (left.isPresent()) {
            tell.accept(Sighting.before(left.get()));
            left = endWithin(attempt);
        }
    }

    private Optional<Waiting> endWithin(Launched attempt) {
        try {
            return runtime.end(attempt, Heartbeat.PERIOD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailable("interrupted while ending " + attempt.name(), e);
        }
    }
}
