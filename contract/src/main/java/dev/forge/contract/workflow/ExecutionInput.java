package dev.forge.contract.workflow;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.RawValue;
import java.util.Optional;

/** What an execution of a workflow was started with, as its history has it. */
public final class ExecutionInput {
    private ExecutionInput() {}

    /** Asks for the first event alone, which has it. */
    public static GetWorkflowExecutionHistoryRequest request(String namespace, String workflowId, String execution) {
        return GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(namespace)
                .setExecution(
                        WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(execution))
                .setMaximumPageSize(1)
                .build();
    }

    /** As text; empty where there was none: whoever starts a workflow by hand may leave its input out. */
    public static String text(GetWorkflowExecutionHistoryResponse first, DataConverter converter) {
        Payloads sent = first.getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
        return sent.getPayloadsCount() == 0
                ? ""
                : converter
                        .fromPayloads(0, Optional.of(sent), RawValue.class, RawValue.class)
                        .getPayload()
                        .getData()
                        .toStringUtf8();
    }
}
