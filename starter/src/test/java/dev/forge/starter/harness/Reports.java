package dev.forge.starter.harness;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Builds reports as a workflow would give them. */
public final class Reports {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Reports() {}

    public static RunReport running(String runId, StepReport... steps) {
        return running(runId, "weather", steps);
    }

    /** As a workflow tells of itself that does not know yet what it is to run. */
    public static RunReport unresolved(String runId) {
        return running(runId, "");
    }

    private static RunReport running(String runId, String pipeline, StepReport... steps) {
        return new RunReport(
                runId,
                RunKey.of(runId),
                pipeline,
                RunState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.empty(),
                Arrays.asList(steps),
                Optional.empty());
    }

    public static StepReport step(String name, StepState state, AttemptReport... attempts) {
        return new StepReport(
                name,
                StepKind.MODULE,
                name + ":1",
                state,
                Math.max(0, attempts.length - 1),
                2,
                0,
                5,
                List.of(attempts),
                Optional.empty(),
                "");
    }

    public static AttemptReport open(AttemptId attempt) {
        return report(attempt, Optional.empty());
    }

    public static AttemptReport ended(AttemptId attempt) {
        return report(attempt, Optional.of(NOON.plusSeconds(60)));
    }

    private static AttemptReport report(AttemptId attempt, Optional<Instant> endedAt) {
        AttemptReport launched = AttemptReport.launched(
                attempt, attempt.number() == 1 ? Counts.FIRST : Counts.RETRY, Optional.empty(), NOON);
        return endedAt.map(end -> launched.withEnd(Optional.empty(), end, Optional.empty()))
                .orElse(launched);
    }
}
