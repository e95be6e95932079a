package dev.forge.starter.run;

import com.google.protobuf.ByteString;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.sdk.v1.UserMetadata;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Temporal is told so that a run begins. */
final class StartRequest {
    /** Temporal takes 400 bytes of summary; a long chain shows how it begins. */
    private static final int LONGEST_SUMMARY = 200;
    // All 50 characters that the digest has: this one decides between two people's work.
    private static final int HASH_LENGTH = 50;

    private final RunRequest run;
    private final String json;
    private final DataConverter converter;

    StartRequest(RunRequest run, DataConverter converter) {
        this.run = run;
        this.json = RunRequestWriter.json(run);
        this.converter = converter;
    }

    /** By which a second submission under one idempotency key is told from another request. */
    String hash() {
        return RunKey.digest(json, HASH_LENGTH);
    }

    StartWorkflowExecutionRequest of(String namespace, String runId, String requestId) {
        return StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowId(runId)
                .setRequestId(requestId)
                .setWorkflowType(WorkflowType.newBuilder().setName(PipelineWorkflow.TYPE))
                .setTaskQueue(TaskQueue.newBuilder().setName(TaskQueues.FORGE))
                .setInput(converter.toPayloads(new RawValue(plain(json))).orElseThrow())
                .setMemo(memo())
                .setSearchAttributes(searchAttributes())
                .setUserMetadata(UserMetadata.newBuilder().setSummary(payload(summary())))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }

    private Memo memo() {
        Memo.Builder memo = Memo.newBuilder()
                .putFields(RunAttributes.MEMO_PIPELINE, payload(run.pipeline().name()))
                .putFields(RunAttributes.MEMO_STATUS, payload(RunState.QUEUED.name()))
                .putFields(RunAttributes.MEMO_REQUEST_HASH, payload(hash()));
        if (!run.knownLabels().isEmpty()) {
            memo.putFields(RunAttributes.MEMO_LABELS, payload(run.knownLabels()));
        }
        return memo.build();
    }

    private SearchAttributes searchAttributes() {
        return SearchAttributes.newBuilder()
                .putIndexedFields(
                        RunAttributes.PIPELINE.getName(), keyword(run.pipeline().name()))
                .putIndexedFields(RunAttributes.STATUS.getName(), keyword(RunState.QUEUED.name()))
                .build();
    }

    private String summary() {
        String chain = switch (run.pipeline()) {
            case RunRequest.Inline(PipelineSpec spec) ->
                spec.modules().stream().map(ModuleSpec::name).collect(Collectors.joining(", "));
            case RunRequest.Named(String name, Optional<Integer> version) ->
                name + version.map(number -> ", version " + number).orElse("");
        };
        return chain.length() > LONGEST_SUMMARY ? chain.substring(0, LONGEST_SUMMARY - 1) + "…" : chain;
    }

    private Payload payload(Object value) {
        return converter.toPayload(value).orElseThrow();
    }

    /** Search attributes never pass through a codec: Temporal itself reads them. */
    private static Payload keyword(String value) {
        return DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow().toBuilder()
                .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
                .build();
    }

    private static Payload plain(String json) {
        return Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8(json))
                .build();
    }
}
