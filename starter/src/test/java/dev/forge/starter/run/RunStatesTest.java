package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStatesTest {
    @ParameterizedTest
    @CsvSource({
        // What Temporal says   what the workflow said   what the run is
        "RUNNING,               ,                        QUEUED",
        "RUNNING,               QUEUED,                  QUEUED",
        "RUNNING,               RUNNING,                 RUNNING",
        "RUNNING,               PAUSED,                  PAUSED",
        "RUNNING,               HELD,                    HELD",
        "RUNNING,               CANCELING,               CANCELING",
        "RUNNING,               A_NEWER_RELEASES_WORD,   RUNNING",
        "RUNNING,               SUCCEEDED,               RUNNING",
        "RUNNING,               FAILED,                  RUNNING",
        "PAUSED,                RUNNING,                 PAUSED",
        "CONTINUED_AS_NEW,      RUNNING,                 RUNNING",
        "COMPLETED,             RUNNING,                 SUCCEEDED",
        "COMPLETED,             FAILED,                  SUCCEEDED",
        "FAILED,                RUNNING,                 FAILED",
        "FAILED,                SUCCEEDED,               FAILED",
        "TERMINATED,            RUNNING,                 FAILED",
        "TERMINATED,            SUCCEEDED,               FAILED",
        "TIMED_OUT,             CANCELING,               FAILED",
        "CANCELED,              RUNNING,                 CANCELED",
        "CANCELED,              ,                        CANCELED",
    })
    void theStateOfARunIsTemporalsWhereItHasEndedAndTheWorkflowsElse(
            String status, String forgeStatus, RunState expected) {
        WorkflowExecutionStatus temporals = WorkflowExecutionStatus.valueOf("WORKFLOW_EXECUTION_STATUS_" + status);

        assertThat(RunStates.of(temporals, Optional.ofNullable(forgeStatus))).isEqualTo(expected);
    }
}
