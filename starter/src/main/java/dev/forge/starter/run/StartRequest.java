package dev.forge.starter.run;

import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.common.converter.DataConverter;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Temporal is told so that a run begins. */
final class StartRequest {
    /** Temporal takes 400 bytes of summary; a long chain shows how it begins. */
    private static final int LONGEST_SUMMARY = 200;
    // All 50 characters that the digest has: this one decides between two people's work.
    private static final int HASH_LENGTH = 50;

    private final RunRequest run;
    private final Optional<String> rerunOf;
    private final String json;
    private final RunStart start;

    StartRequest(Order order, DataConverter converter) {
        this.run = order.run();
        this.rerunOf = order.rerunOf();
        this.json = RunRequestWriter.json(run);
        this.start = new RunStart(converter);
    }

    /**
     * By which a second submission under one idempotency key is told from another request. Where the answer goes is not what
     * is asked for: a sender that comes back with a queue of its own, new after each start, asks for the same run.
     */
    String hash() {
        String asked = RunRequestWriter.json(run.replyingToNobody());
        return RunKey.digest(asked + rerunOf.map(id -> "\nrerun of " + id).orElse(""), HASH_LENGTH);
    }

    StartWorkflowExecutionRequest of(String namespace, String runId, String requestId) {
        return start.request(runId, run.pipeline().name(), json)
                .setNamespace(namespace)
                .setRequestId(requestId)
                .setMemo(memo())
                .setUserMetadata(start.summary(summary()))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }

    private Memo memo() {
        Memo.Builder memo =
                start.memo(run.pipeline().name()).putFields(RunAttributes.MEMO_REQUEST_HASH, start.payload(hash()));
        if (!run.knownLabels().isEmpty()) {
            memo.putFields(RunAttributes.MEMO_LABELS, start.payload(run.knownLabels()));
        }
        run.watch().ifPresent(object -> memo.putFields(RunAttributes.MEMO_WATCH, start.payload(object)));
        rerunOf.ifPresent(id -> memo.putFields(RunAttributes.MEMO_RERUN_OF, start.payload(id)));
        return memo.build();
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
}
