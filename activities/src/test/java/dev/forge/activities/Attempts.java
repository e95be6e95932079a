package dev.forge.activities;

import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Attempts and their logs, for tests. */
final class Attempts {
    private Attempts() {}

    static StepTask task(StepKind kind) {
        return new StepTask(
                new AttemptId("run", "today", "monthly", 1),
                kind,
                "weather-monthly:1",
                List.of(),
                List.of(),
                Map.of(),
                Resources.NONE,
                Duration.ofMinutes(15),
                StepTask.Workspace.BEGUN);
    }

    record FixedLogs(List<String> lines) implements LastLinesAlone {
        @Override
        public List<String> lastLines(AttemptId attempt, int count) {
            return lines;
        }
    }
}
