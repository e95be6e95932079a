package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.workflow.Resolution;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that were recorded by earlier releases go on under this one. */
class ReplayTest {
    private static final Path HISTORIES = Path.of("src/test/resources/histories");

    @ParameterizedTest
    @MethodSource("histories")
    void aRunRecordedByAnEarlierReleaseGoesOn(Path history) throws IOException {
        WorkflowExecutionHistory recorded = WorkflowExecutionHistory.fromJson(Files.readString(history), Stage.RUN_ID);
        try (Stage stage = new Stage(new ScriptedActivities(new Resolution.Refusal("", List.of())))) {
            assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(recorded, stage.worker))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aHistoryThatTheWorkflowWouldNotHaveMadeIsNoticed() throws IOException {
        String other = Files.readString(HISTORIES.resolve("0.1/succeeded.json")).replace("\"Finish\"", "\"Execute\"");
        WorkflowExecutionHistory changed = WorkflowExecutionHistory.fromJson(other, Stage.RUN_ID);
        try (Stage stage = new Stage(new ScriptedActivities(new Resolution.Refusal("", List.of())))) {
            assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(changed, stage.worker))
                    .hasStackTraceContaining("NonDeterministicException");
        }
    }

    @Test
    void everyShapeIsRecorded() throws IOException {
        assertThat(histories().map(path -> path.getFileName().toString()))
                .contains(
                        "succeeded.json",
                        "retried-and-disrupted.json",
                        "failed.json",
                        "memory-grown.json",
                        "refused.json",
                        "canceled-during-a-step.json",
                        "canceled-between-tries.json",
                        "paused-and-continued.json",
                        "held-changed-and-continued.json",
                        "canceled-while-held.json",
                        "continued-after-its-end.json",
                        "continued-and-held-after-its-end.json",
                        "with-a-turn.json",
                        "with-a-turn-turns.json",
                        "job-with-its-log-put.json",
                        "told-to-others.json",
                        "told-to-others-notification.json",
                        "failed-cleanup.json");
    }

    static Stream<Path> histories() throws IOException {
        try (Stream<Path> files = Files.walk(HISTORIES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }
}
