package dev.forge.runtime.local;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.EndingFailures;
import dev.forge.runtime.ExitFailures;
import dev.forge.runtime.local.Marks.Ending;
import dev.forge.runtime.local.Marks.Exit;
import dev.forge.runtime.local.Marks.Started;
import java.time.Instant;
import java.util.Optional;

/** The outcome of an attempt of which nothing is left: a pure function of what its files say. */
final class Outcomes {
    private static final ExitFailures EXITS = new ExitFailures(
            "install it on this machine, give its path in command:, or run the pipeline on Kubernetes",
            "look whether this machine ran out of memory; else somebody killed it");

    private Outcomes() {}

    /**
     * How it ended.
     *
     * @param sameBoot whether the machine has not restarted since
     * @param output of {@code FORGE_OUTPUT}
     * @param now where no mark says when it ended
     */
    static StepOutcome of(AttemptSpec spec, Marks marks, boolean sameBoot, String output, Instant now) {
        Optional<Instant> started = marks.started().map(Started::at);
        Instant ended = marks.exit().map(Exit::at).orElse(now);
        if (marks.ending().isPresent()) {
            return new StepOutcome.Failed(
                    started, ended, output, ended(spec, marks.ending().get(), marks.exit()));
        }
        if (marks.exit().isEmpty()) {
            return new StepOutcome.Disrupted(started, ended, sameBoot ? vanished() : restarted());
        }
        int code = marks.exit().get().code();
        if (started.isEmpty()) {
            return new StepOutcome.Failed(started, ended, output, notStarted(code));
        }
        if (code != 0) {
            return new StepOutcome.Failed(
                    started,
                    ended,
                    output,
                    EXITS.of(spec.command().isEmpty() ? "" : spec.command().getFirst(), code));
        }
        // What a module wrote is not certain to be on the disk when the machine went down before anybody looked.
        return sameBoot
                ? new StepOutcome.Succeeded(started, ended, output)
                : new StepOutcome.Disrupted(started, ended, restarted());
    }

    private static Failure ended(AttemptSpec spec, Ending ending, Optional<Exit> exit) {
        Failure failure = switch (ending.why()) {
            case TIMEOUT -> EndingFailures.timedOut(spec.task().timeout());
            case CANCELED -> EndingFailures.canceled();
        };
        return exit.map(seen -> failure.withExitCode(seen.code())).orElse(failure);
    }

    static Failure vanished() {
        return Failure.of(
                Category.VANISHED,
                "vanished: its processes are gone, and nobody saw how its module ended",
                "find out who ended the processes of this machine (somebody with kill, a lack of memory, a logout)");
    }

    private static Failure restarted() {
        return Failure.of(
                Category.VANISHED,
                "vanished: the machine restarted before its end was seen",
                "nothing, if that does not happen again and again");
    }

    private static Failure notStarted(int code) {
        return Failure.of(
                        Category.STORAGE,
                        "could not be started: its log or its start mark could not be written",
                        "look whether the disk is full, and into supervisor.log in the attempt's folder")
                .withExitCode(code);
    }
}
