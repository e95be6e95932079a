package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.run.RunState;
import dev.forge.contract.trace.TraceHeader;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.sdk.v1.UserMetadata;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;

/** What Temporal is told of every run, whether it begins now or by a schedule. */
public final class RunStart {
    private final DataConverter converter;

    public RunStart(DataConverter converter) {
        this.converter = converter;
    }

    public static WorkflowType type() {
        return WorkflowType.newBuilder().setName(PipelineWorkflow.TYPE).build();
    }

    public static TaskQueue queue() {
        return TaskQueue.newBuilder().setName(TaskQueues.FORGE).build();
    }

    /** The workflow's input, which is JSON as it is. */
    public Payloads input(String json) {
        Payload plain = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json))
                .build();
        return converter.toPayloads(new RawValue(plain)).orElseThrow();
    }

    /** What begins now, but for what tells this beginning from others. */
    StartWorkflowExecutionRequest.Builder request(String runId, String pipeline, String json) {
        return StartWorkflowExecutionRequest.newBuilder()
                .setWorkflowId(runId)
                .setWorkflowType(type())
                .setTaskQueue(queue())
                .setInput(input(json))
                .setHeader(TraceHeader.current())
                .setSearchAttributes(searchAttributes(pipeline));
    }

    UserMetadata summary(String text) {
        return UserMetadata.newBuilder().setSummary(payload(text)).build();
    }

    public Memo.Builder memo(String pipeline) {
        return Memo.newBuilder()
                .putFields(RunAttributes.MEMO_PIPELINE, payload(pipeline))
                .putFields(RunAttributes.MEMO_STATUS, payload(RunState.QUEUED.name()));
    }

    public static SearchAttributes searchAttributes(String pipeline) {
        return SearchAttributes.newBuilder()
                .putIndexedFields(RunAttributes.PIPELINE.getName(), keyword(pipeline))
                .putIndexedFields(RunAttributes.STATUS.getName(), keyword(RunState.QUEUED.name()))
                .build();
    }

    Payload payload(Object value) {
        return converter.toPayload(value).orElseThrow();
    }

    /** Search attributes never pass through a codec: Temporal itself reads them. */
    private static Payload keyword(String value) {
        return DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow().toBuilder()
                .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
                .build();
    }
}
