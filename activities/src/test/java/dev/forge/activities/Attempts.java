package dev.forge.activities;

import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

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

    record FixedLogs(List<String> lines) implements AttemptLogs {
        @Override
        public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
            return Optional.empty();
        }

        @Override
        public OptionalLong length(AttemptId attempt) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong since(AttemptId attempt, Instant instant) {
            return OptionalLong.empty();
        }

        @Override
        public List<String> lastLines(AttemptId attempt, int count) {
            return lines;
        }
    }
}
