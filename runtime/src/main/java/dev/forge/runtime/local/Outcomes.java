package dev.forge.runtime.local;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.local.Marks.Ending;
import dev.forge.runtime.local.Marks.Exit;
import dev.forge.runtime.local.Marks.Started;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The outcome of an attempt of which nothing is left: a pure function of what its files say. */
final class Outcomes {
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
            return new StepOutcome.Failed(started, ended, output, ExitFailures.of(spec, code));
        }
        // What a module wrote is not certain to be on the disk when the machine went down before anybody looked.
        return sameBoot
                ? new StepOutcome.Succeeded(started, ended, output)
                : new StepOutcome.Disrupted(started, ended, restarted());
    }

    private static Failure ended(AttemptSpec spec, Ending ending, Optional<Exit> exit) {
        Failure failure = switch (ending.why()) {
            case TIMEOUT ->
                Failure.of(
                        Category.TIMEOUT,
                        "still ran after its timeout of " + words(spec.task().timeout()),
                        "raise timeout: in the module, or find out what it waited for in its log");
            case CANCELED -> Failure.of(Category.CANCELED, "was canceled", "continue the run, or start it again");
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

    /** As an author writes it: {@code 15m}, {@code 1h30m}, {@code 0.5s}. */
    static String words(Duration duration) {
        StringBuilder words = new StringBuilder();
        append(words, duration.toHours(), "h");
        append(words, duration.toMinutesPart(), "m");
        Duration rest = duration.minusMinutes(duration.toMinutes());
        if (!rest.isZero() || words.isEmpty()) {
            words.append(rest.toString().substring("PT".length()).toLowerCase(java.util.Locale.ROOT));
        }
        return words.toString();
    }

    private static void append(StringBuilder words, long amount, String unit) {
        if (amount > 0) {
            words.append(amount).append(unit);
        }
    }
}
