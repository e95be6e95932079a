package dev.forge.standalone.view;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports that read as prose. */
final class Reports {
    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private Reports() {}

    static RunReport run(RunState state, StepReport... steps) {
        return new RunReport(
                "weather-4qk2mzd",
                "weather-4qk2mzd-abcdefghij",
                "weather",
                state,
                Optional.empty(),
                Optional.empty(),
                START,
                state.ended() ? Optional.of(START.plusSeconds(5)) : Optional.empty(),
                List.of(steps),
                Optional.empty());
    }

    static RunReport failed(RunReport run, Failure failure) {
        return new RunReport(
                run.id(),
                run.key(),
                run.pipeline(),
                RunState.FAILED,
                run.reason(),
                run.waiting(),
                run.startedAt(),
                Optional.of(START.plusSeconds(5)),
                run.steps(),
                Optional.of(new RunFailure(Optional.of("monthly"), failure, "the whole story", List.of())));
    }

    static StepReport waiting(String name) {
        return step(name, StepState.WAITING, 0, List.of());
    }

    static StepReport running(String name) {
        return step(name, StepState.RUNNING, 0, List.of(attempt(1, Optional.empty(), Optional.empty())));
    }

    static StepReport succeeded(String name) {
        return step(
                name,
                StepState.SUCCEEDED,
                0,
                List.of(attempt(1, Optional.of(START.plusMillis(1900)), Optional.empty())));
    }

    /** Its first attempt failed, and the second is due, or runs. */
    static StepReport secondTime(String name, StepState state) {
        List<AttemptReport> attempts = new ArrayList<>();
        attempts.add(attempt(1, Optional.of(START.plusSeconds(2)), Optional.of(exit(3))));
        if (state == StepState.RUNNING) {
            attempts.add(attempt(2, Optional.empty(), Optional.empty()));
        }
        return step(name, state, 1, attempts);
    }

    static Failure exit(int code) {
        return Failure.of(Category.MODULE_EXIT, "its program ended with exit code " + code, "read its log")
                .withExitCode(code);
    }

    private static StepReport step(String name, StepState state, int retries, List<AttemptReport> attempts) {
        return new StepReport(
                name, StepKind.MODULE, name + ":1", state, retries, 2, 0, 5, attempts, Optional.empty(), "");
    }

    private static AttemptReport attempt(int number, Optional<Instant> ended, Optional<Failure> failure) {
        Counts counts = number == 1 ? Counts.FIRST : Counts.RETRY;
        return new AttemptReport(
                number,
                "job-" + number,
                Optional.empty(),
                counts,
                Optional.empty(),
                START,
                Optional.of(START.plusSeconds(1)),
                ended,
                failure);
    }
}
