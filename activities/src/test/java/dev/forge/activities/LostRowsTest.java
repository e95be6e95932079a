package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LostRowsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    private final WorkflowClient client = temporal.getWorkflowClient();
    private final List<RunRecord> written = new ArrayList<>();

    /** Ends at once, and tells of itself what its id says. */
    public static final class Told implements PipelineWorkflow {
        @Override
        public RunReport run(RawValue request) {
            return report(RunState.SUCCEEDED);
        }

        @Override
        public RunReport progress() {
            return report(RunState.SUCCEEDED);
        }

        @Override
        public Remembered remembered() {
            throw new IllegalStateException("nobody asks for it");
        }

        @Override
        public Conclusion conclusion() {
            String id = Workflow.getInfo().getWorkflowId();
            if (id.equals("broken")) {
                throw new IllegalStateException("no such step\nand a stack of words");
            }
            RunState state = id.equals("cut") ? RunState.RUNNING : RunState.SUCCEEDED;
            return new Conclusion(
                    report(state),
                    Workflow.getInfo().getRunId(),
                    Optional.of("nightly"),
                    Optional.of(7),
                    Map.of("station", "oslo"),
                    Map.of("team", "climate"),
                    Optional.empty());
        }

        private static RunReport report(RunState state) {
            String id = Workflow.getInfo().getWorkflowId();
            return new RunReport(
                    id,
                    RunKey.of(id),
                    "weather",
                    state,
                    Optional.empty(),
                    Optional.empty(),
                    NOON,
                    Optional.of(NOON.plusSeconds(9)).filter(_ -> state.ended()),
                    List.of(),
                    Optional.empty());
        }
    }

    @BeforeEach
    void start() {
        temporal.newWorker("told").registerWorkflowImplementationTypes(Told.class);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void aRunIsWrittenAsItTellsIt() {
        WorkflowExecutionMetadata closed = ended("weather-1");

        assertThat(fill(closed)).isEqualTo(RebuildCounts.NONE.plusFilled());

        assertThat(written).singleElement().satisfies(record -> {
            assertThat(record.report().id()).isEqualTo("weather-1");
            assertThat(record.report().state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(record.execution())
                    .isEqualTo(new RunRecord.Execution(closed.getExecution().getRunId(), NOON));
            assertThat(record.origin().pipelineVersion()).contains(7);
            assertThat(record.origin().scheduledBy()).contains("nightly");
            assertThat(record.origin().labels()).isEqualTo(Map.of("team", "climate"));
        });
    }

    @Test
    void aRunThatIsThereIsNotAskedAtAll() {
        WorkflowExecutionMetadata closed = ended("broken");
        Map<String, String> recorded = Map.of("broken", closed.getExecution().getRunId());

        assertThat(new LostRows(written::add, new RunEnds(client), recorded).fill(closed))
                .isEqualTo(RebuildCounts.NONE.plusKept());
    }

    @Test
    void whatTheArchiveHasNewerStays() {
        assertThat(new LostRows(_ -> false, new RunEnds(client), Map.of()).fill(ended("weather-1")))
                .isEqualTo(RebuildCounts.NONE.plusKept());
    }

    @Test
    void aRunThatCannotBeReadIsCountedWithItsReason() {
        RebuildCounts counts = fill(ended("broken"));

        assertThat(written).isEmpty();
        assertThat(counts.skipped()).isEqualTo(1);
        assertThat(counts.firstSkipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.run()).isEqualTo("broken");
            assertThat(skipped.why()).contains("no such step").doesNotContain("\n");
        });
    }

    @Test
    void aRunThatDoesNotKnowItsEndIsNotWritten() {
        assertThat(fill(ended("cut")).firstSkipped())
                .extracting(Skipped::why)
                .containsExactly(
                        "its workflow was closed while the run was RUNNING, and does not know how it has ended");
    }

    @Test
    void aRunThatTemporalHasForgottenMeanwhileIsCounted() {
        WorkflowExecutionInfo info = WorkflowExecutionInfo.newBuilder()
                .setExecution(WorkflowExecution.newBuilder()
                        .setWorkflowId("gone")
                        .setRunId(UUID.randomUUID().toString()))
                .build();

        assertThat(fill(new WorkflowExecutionMetadata(info, client.getOptions().getDataConverter()))
                        .firstSkipped())
                .extracting(Skipped::why)
                .containsExactly("Temporal has forgotten it meanwhile");
    }

    @Test
    void aTerminatedRunHasFailedAsTemporalKnowsIt() {
        WorkflowExecutionMetadata closed = terminated("weather-1");

        assertThat(fill(closed)).isEqualTo(RebuildCounts.NONE.plusFilled());

        assertThat(written).singleElement().satisfies(record -> {
            assertThat(record.report().state()).isEqualTo(RunState.FAILED);
            assertThat(record.report().pipeline()).isEqualTo("weather");
            assertThat(record.report().endedAt()).contains(closed.getCloseTime());
            assertThat(record.report().failure().orElseThrow().failure().category())
                    .isEqualTo(Category.INTERNAL);
            assertThat(record.report().failure().orElseThrow().sentence()).contains("terminated");
            assertThat(record.origin().labels()).isEqualTo(Map.of("team", "climate"));
            assertThat(record.origin().pipelineVersion()).contains(3);
        });
    }

    @Test
    void aTerminatedExecutionThatAnotherHasFollowedHasNotFailed() {
        WorkflowExecutionMetadata closed = terminated("weather-1");
        ended("weather-1");

        assertThat(fill(closed)).isEqualTo(RebuildCounts.NONE.plusKept());
        assertThat(written).isEmpty();
    }

    @Test
    void anArchiveThatIsAwayIsNoFaultOfTheRun() {
        WorkflowExecutionMetadata closed = ended("weather-1");
        LostRows rows = new LostRows(Archive.absent().runs()::record, new RunEnds(client), Map.of());

        assertThatThrownBy(() -> rows.fill(closed)).isInstanceOf(ArchiveUnavailable.class);
    }

    @Test
    void aRowThatTheArchiveCannotTakeIsCounted() {
        LostRows rows = new LostRows(
                record -> {
                    throw new IllegalStateException("an index row is too long");
                },
                new RunEnds(client),
                Map.of());

        assertThat(rows.fill(ended("weather-1")).firstSkipped())
                .extracting(Skipped::why)
                .containsExactly("an index row is too long");
    }

    private RebuildCounts fill(WorkflowExecutionMetadata closed) {
        return new LostRows(written::add, new RunEnds(client), Map.of()).fill(closed);
    }

    private WorkflowExecutionMetadata ended(String id) {
        WorkflowStub run = started(id, "told");
        run.getResult(RunReport.class);
        return run.describe();
    }

    private WorkflowExecutionMetadata terminated(String id) {
        WorkflowStub run = started(id, "nobody's");
        run.terminate("gone");
        return run.describe();
    }

    private WorkflowStub started(String id, String queue) {
        WorkflowStub run = client.newUntypedWorkflowStub(
                PipelineWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(queue)
                        .setMemo(Map.of(
                                RunAttributes.MEMO_PIPELINE,
                                "weather",
                                RunAttributes.MEMO_LABELS,
                                Map.of("team", "climate"),
                                RunAttributes.MEMO_PIPELINE_VERSION,
                                3))
                        .build());
        run.start(Map.of());
        return run;
    }
}
