package dev.forge.archive.records;

import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.pipeline.Quantity;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records to write, each but for what a test says of it. */
record Samples(
        String id,
        String pipeline,
        RunState state,
        Instant startedAt,
        Duration took,
        Map<String, String> labels,
        List<StepReport> steps,
        String execution,
        Instant executionStartedAt,
        long revision) {
    static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    static Samples run(String id) {
        return new Samples(
                id,
                "weather",
                RunState.SUCCEEDED,
                NOON,
                Duration.ofMinutes(1),
                Map.of(),
                List.of(),
                "execution-1",
                NOON,
                1);
    }

    Samples of(String other) {
        return new Samples(id, other, state, startedAt, took, labels, steps, execution, executionStartedAt, revision);
    }

    Samples in(RunState other) {
        return new Samples(
                id, pipeline, other, startedAt, took, labels, steps, execution, executionStartedAt, revision);
    }

    Samples startedAt(Instant other) {
        return new Samples(id, pipeline, state, other, took, labels, steps, execution, executionStartedAt, revision);
    }

    Samples took(Duration other) {
        return new Samples(
                id, pipeline, state, startedAt, other, labels, steps, execution, executionStartedAt, revision);
    }

    Samples labelled(Map<String, String> others) {
        return new Samples(
                id, pipeline, state, startedAt, took, others, steps, execution, executionStartedAt, revision);
    }

    Samples with(StepReport... others) {
        return new Samples(
                id, pipeline, state, startedAt, took, labels, List.of(others), execution, executionStartedAt, revision);
    }

    Samples revision(long other) {
        return new Samples(id, pipeline, state, startedAt, took, labels, steps, execution, executionStartedAt, other);
    }

    Samples execution(String other, Instant at) {
        return new Samples(id, pipeline, state, startedAt, took, labels, steps, other, at, revision);
    }

    RunRecord record() {
        RunReport report = new RunReport(
                id,
                "key-" + id,
                pipeline,
                state,
                Optional.empty(),
                Optional.empty(),
                startedAt,
                state.ended() ? Optional.of(startedAt.plus(took)) : Optional.empty(),
                steps,
                state == RunState.FAILED ? Optional.of(failure()) : Optional.empty());
        RunOrigin origin = new RunOrigin(Optional.empty(), Optional.empty(), labels, Map.of(), Optional.empty());
        return new RunRecord(report, new Execution(execution, executionStartedAt), revision, origin);
    }

    private static RunFailure failure() {
        Failure why = Failure.of(Category.MODULE_EXIT, "it exited 1", "look at the log");
        return new RunFailure(Optional.of("monthly"), why, "monthly: it exited 1. Look at the log.", List.of());
    }

    static StepReport step(String name, AttemptReport... attempts) {
        return new StepReport(
                name,
                StepKind.MODULE,
                name + ":1",
                StepState.SUCCEEDED,
                attempts.length - 1,
                2,
                0,
                5,
                List.of(attempts),
                Optional.empty(),
                "output of " + name);
    }

    /** A step that was never attempted with success. */
    static StepReport failed(String name) {
        return new StepReport(
                name, StepKind.MODULE, name + ":1", StepState.FAILED, 0, 2, 0, 5, List.of(), Optional.empty(), "");
    }

    static AttemptReport attempt(int number, Counts counts, Instant launchedAt) {
        return new AttemptReport(
                number,
                "attempt-" + number,
                Optional.of("execution-1"),
                counts,
                Optional.of(new Quantity("256Mi")),
                launchedAt,
                Optional.of(launchedAt.plusSeconds(1)),
                Optional.of(launchedAt.plusSeconds(9)),
                Optional.empty());
    }
}
