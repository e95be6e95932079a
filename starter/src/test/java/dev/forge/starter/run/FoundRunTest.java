package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.Reports;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoundRunTest {
    private static final AttemptId BEFORE_THE_RESET = new AttemptId("r", "second", "monthly", 1);

    @Test
    void anAttemptIsOfTheExecutionThatItsReportNames() {
        AttemptReport attempt = Reports.ended(BEFORE_THE_RESET);

        assertThat(found(attempt).attempt(step(attempt), attempt)).isEqualTo(BEFORE_THE_RESET);
    }

    @Test
    void anAttemptOfAnOlderReportIsOfTheExecutionThatItsNameIsMadeOf() {
        AttemptId first = new AttemptId("r", "first", "monthly", 1);
        AttemptReport attempt = withoutExecution(Reports.ended(first));

        assertThat(found(attempt).attempt(step(attempt), attempt)).isEqualTo(first);
    }

    private static AttemptReport withoutExecution(AttemptReport attempt) {
        return new AttemptReport(
                attempt.number(),
                attempt.name(),
                Optional.empty(),
                attempt.counts(),
                attempt.memory(),
                attempt.launchedAt(),
                attempt.startedAt(),
                attempt.endedAt(),
                attempt.failure());
    }

    private static StepReport step(AttemptReport attempt) {
        return Reports.step("monthly", StepState.SUCCEEDED, attempt);
    }

    private static FoundRun found(AttemptReport attempt) {
        WorkflowExecutionInfo info = WorkflowExecutionInfo.newBuilder()
                .setExecution(WorkflowExecution.newBuilder().setWorkflowId("r").setRunId("third"))
                .setFirstRunId("first")
                .build();
        return new FoundRun(Reports.running("r", step(attempt)), new Execution(info, HistoryFormat.dataConverter()));
    }
}
