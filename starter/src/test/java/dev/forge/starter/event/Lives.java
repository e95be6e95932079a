package dev.forge.starter.event;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lives of runs: what is reported of them, one moment after the other. */
final class Lives {
    static final String EXECUTION = "execution-1";
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final Failure EXITS_3 = Failure.of(Category.MODULE_EXIT, "the module exited with 3", "look at its log")
            .withExitCode(3)
            .withLastLines(List.of("reading 2019.csv"));
    static final Failure DRAINED = Failure.of(Category.DISRUPTED, "its node was drained", "nothing");

    private Lives() {}

    /** A step fails, is repeated after a pause, is disrupted, and succeeds; the next one fails for good. */
    static List<RunReport> failing() {
        List<RunReport> life = new ArrayList<>();
        life.add(run(RunState.QUEUED));
        life.add(run(RunState.RUNNING, step("a", StepState.WAITING), step("b", StepState.WAITING)));
        AttemptReport a1 = launched("a", 1, Counts.FIRST);
        life.add(run(RunState.RUNNING, step("a", StepState.RUNNING, a1), step("b", StepState.WAITING)));
        life.add(run(RunState.RUNNING, step("a", StepState.RUNNING, started(a1)), step("b", StepState.WAITING)));
        AttemptReport failed = ended(a1, Optional.of(EXITS_3));
        life.add(run(
                RunState.RUNNING,
                step("a", StepState.RETRYING, failed).withWaiting(Waiting.passing("retry 1/2", NOON)),
                step("b", StepState.WAITING)));
        AttemptReport a2 = launched("a", 2, Counts.RETRY);
        life.add(run(RunState.RUNNING, step("a", StepState.RUNNING, failed, a2), step("b", StepState.WAITING)));
        AttemptReport disrupted = ended(a2, Optional.of(DRAINED));
        AttemptReport a3 = launched("a", 3, Counts.DISRUPTION);
        life.add(run(
                RunState.RUNNING, step("a", StepState.RUNNING, failed, disrupted, a3), step("b", StepState.WAITING)));
        StepReport a = step("a", StepState.SUCCEEDED, failed, disrupted, ended(a3, Optional.empty()));
        AttemptReport b1 = launched("b", 1, Counts.FIRST);
        life.add(run(RunState.RUNNING, a, step("b", StepState.WAITING)));
        life.add(run(RunState.RUNNING, a, step("b", StepState.RUNNING, started(b1))));
        life.add(run(RunState.RUNNING, a, step("b", StepState.FAILED, ended(b1, Optional.of(EXITS_3)))));
        life.add(run(RunState.FAILED, a, step("b", StepState.FAILED, ended(b1, Optional.of(EXITS_3))))
                .withEnd(
                        RunState.FAILED,
                        Optional.of(NOON.plusSeconds(90)),
                        Optional.of(new RunFailure(Optional.of("b"), EXITS_3, "b: the whole story.", List.of()))));
        return life;
    }

    static List<RunReport> canceled() {
        AttemptReport a1 = launched("a", 1, Counts.FIRST);
        AttemptReport gone = a1.withEnd(Optional.empty(), NOON.plusSeconds(30), Optional.empty());
        return List.of(
                run(RunState.RUNNING, step("a", StepState.RUNNING, a1)),
                run(RunState.CANCELING, step("a", StepState.RUNNING, a1)),
                run(RunState.CANCELED, step("a", StepState.CANCELED, gone))
                        .withEnd(RunState.CANCELED, Optional.of(NOON.plusSeconds(31)), Optional.empty()));
    }

    static RunReport run(RunState state, StepReport... steps) {
        return new RunReport(
                "weather-1",
                RunKey.of("weather-1"),
                steps.length == 0 ? "" : "weather",
                state,
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty(),
                List.of(steps),
                Optional.empty());
    }

    static StepReport step(String name, StepState state, AttemptReport... attempts) {
        return new StepReport(
                name, StepKind.MODULE, name + ":1", state, 0, 2, 0, 5, List.of(attempts), Optional.empty(), "");
    }

    static AttemptReport launched(String step, int number, Counts counts) {
        AttemptId id = new AttemptId("weather-1", EXECUTION, step, number);
        return AttemptReport.launched(id, counts, Optional.empty(), NOON.plusSeconds(number));
    }

    static AttemptReport started(AttemptReport attempt) {
        return attempt.withStart(attempt.launchedAt().plusSeconds(5));
    }

    static AttemptReport ended(AttemptReport attempt, Optional<Failure> failure) {
        return attempt.withEnd(
                Optional.of(attempt.launchedAt().plusSeconds(5)),
                attempt.launchedAt().plusSeconds(9),
                failure);
    }
}
