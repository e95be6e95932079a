package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.workflow.FileWorkflow;
import dev.forge.contract.workflow.FilesActivities;
import dev.forge.contract.workflow.FilesWorkflow;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.RuntimeUnavailable;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilesWorkflowTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    @BeforeEach
    void start() {
        Worker worker = temporal.newWorker(TaskQueues.FORGE);
        worker.registerWorkflowImplementationTypes(FilesWorkflowImpl.class, FileWorkflowImpl.class);
        worker.registerActivitiesImplementations(new Echoing());
        temporal.start();
    }

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void theQuestionAndTheAnswerArriveWhole() {
        FilesQuery query = new FilesQuery("weather-1", "a", "b", 7, Optional.of(List.of(new Span(NOON, NOON))));

        FilesAnswer answer = temporal.getWorkflowClient()
                .newWorkflowStub(FilesWorkflow.class, options())
                .run(query);

        assertThat(answer)
                .isEqualTo(new FilesAnswer.Page(
                        List.of(new WorkspaceFile(query.toString(), 7, NOON)), true, Optional.of("remark")));
    }

    @Test
    void bytesArriveAsTheyAre() {
        FileAnswer answer = read("a");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        FileAnswer.Part.class, part -> assertThat(part.bytes()).containsExactly(0, -1, 13, 10));
    }

    @Test
    void aPlaceThatIsAwayIsToldAtOnce() {
        assertThatThrownBy(() -> read("away"))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("the cluster is away");
    }

    private FileAnswer read(String path) {
        return temporal.getWorkflowClient()
                .newWorkflowStub(FileWorkflow.class, options())
                .run(new FileQuery("weather-1", path, 3, 4));
    }

    private static WorkflowOptions options() {
        return WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.FORGE).build();
    }

    /** Answers with what it was asked. */
    private static final class Echoing implements FilesActivities {
        @Override
        public FilesAnswer listFiles(FilesQuery query) {
            return new FilesAnswer.Page(
                    List.of(new WorkspaceFile(query.toString(), query.limit(), NOON)), true, Optional.of("remark"));
        }

        @Override
        public FileAnswer readFile(FileQuery query) {
            if (query.path().equals("away")) {
                throw new RuntimeUnavailable("the cluster is away", new IllegalStateException());
            }
            return new FileAnswer.Part(new WorkspaceFile(query.path(), 9, NOON), new byte[] {0, -1, 13, 10});
        }
    }
}
