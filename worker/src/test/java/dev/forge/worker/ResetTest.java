package dev.forge.worker;

import static dev.forge.worker.ScriptedActivities.exits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.testing.WorkflowReplayer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reset copies the history of an execution into one with another Run ID, and plays it there once more. */
@Timeout(60)
class ResetTest {
    @Test
    void theAttemptsOfAnEarlierExecutionKeepItsRunIdAndTheirNames() throws Exception {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather()).when("monthly", exits(1));
        AtomicReference<RunReport> told = new AtomicReference<>();
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            RunReport before = stage.result(run);

            replayAsAnother(stage, told);

            assertThat(told.get().steps()).isEqualTo(before.steps());
            assertThat(before.steps())
                    .flatExtracting(step -> step.attempts())
                    .extracting(AttemptReport::execution)
                    .containsOnly(Optional.of(run.getExecution().getRunId()));
        }
    }

    /** The replayer gives every history the same Run ID, which is none that a server ever gave. */
    private static void replayAsAnother(Stage stage, AtomicReference<RunReport> told) throws Exception {
        WorkflowExecutionHistory history = stage.temporal.getWorkflowClient().fetchHistory(Stage.RUN_ID);
        try (Stage other =
                new Stage(new ScriptedActivities(new Resolution.Refusal("", List.of())), new MemoReader(told))) {
            WorkflowReplayer.replayWorkflowExecution(history, other.worker);
        }
    }

    /** Hears the last report that a workflow leaves, also while it is replayed. */
    private static final class MemoReader extends WorkerInterceptorBase {
        private final AtomicReference<RunReport> told;

        MemoReader(AtomicReference<RunReport> told) {
            this.told = told;
        }

        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new WorkflowInboundCallsInterceptorBase(next) {
                @Override
                public void init(WorkflowOutboundCallsInterceptor calls) {
                    super.init(new WorkflowOutboundCallsInterceptorBase(calls) {
                        @Override
                        public void upsertMemo(Map<String, Object> memo) {
                            if (memo.get(RunAttributes.MEMO_REPORT) instanceof RunReport report) {
                                told.set(report);
                            }
                            super.upsertMemo(memo);
                        }
                    });
                }
            };
        }
    }
}
