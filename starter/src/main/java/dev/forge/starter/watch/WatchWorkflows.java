package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Page;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.WatchWorkflow;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.TemporalCalls;
import io.grpc.StatusRuntimeException;
import io.micronaut.scheduling.annotation.Scheduled;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflows that keep watches at work, one for each. */
@Singleton
class WatchWorkflows {
    private static final Logger LOG = LoggerFactory.getLogger(WatchWorkflows.class);
    private static final int PAGE = 200;

    private final Archive archive;
    private final TemporalCalls temporal;

    WatchWorkflows(Archive archive, TemporalCalls temporal) {
        this.archive = archive;
        this.temporal = temporal;
    }

    /** Begins one, or tells the one that is there that it is still wanted. */
    void wake(String name) {
        try {
            temporal.stub()
                    .signalWithStartWorkflowExecution(SignalWithStartWorkflowExecutionRequest.newBuilder()
                            .setNamespace(temporal.namespace())
                            .setWorkflowId(WatchWorkflow.idOf(name))
                            .setWorkflowType(type())
                            .setTaskQueue(queue())
                            .setInput(temporal.converter().toPayloads(name).orElseThrow())
                            .setSignalName(WatchWorkflow.WAKE)
                            .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                            .build());
        } catch (StatusRuntimeException e) {
            throw temporal.failed(e);
        }
    }

    /** After an end that nobody wanted, or with another Temporal, they begin again. */
    @Scheduled(initialDelay = "10s", fixedDelay = "1m")
    void ensure() {
        if (archive.isAbsent()) {
            return;
        }
        try {
            Optional<String> after = Optional.empty();
            do {
                Page<KeptWatch, String> page = archive.watches().list(after, PAGE);
                page.items().forEach(watch -> begin(watch.name()));
                after = page.next();
            } while (after.isPresent());
        } catch (ArchiveUnavailable | TemporalUnavailable e) {
            LOG.debug("watches are looked after in a minute: {}", e.getMessage());
        }
    }

    /** One that is there stays as it is. */
    private void begin(String name) {
        try {
            temporal.stub()
                    .startWorkflowExecution(StartWorkflowExecutionRequest.newBuilder()
                            .setNamespace(temporal.namespace())
                            .setWorkflowId(WatchWorkflow.idOf(name))
                            .setWorkflowType(type())
                            .setTaskQueue(queue())
                            .setInput(temporal.converter().toPayloads(name).orElseThrow())
                            .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                            .setWorkflowIdConflictPolicy(
                                    WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                            .build());
        } catch (StatusRuntimeException e) {
            throw temporal.failed(e);
        }
    }

    private static WorkflowType type() {
        return WorkflowType.newBuilder().setName(WatchWorkflow.TYPE).build();
    }

    private static TaskQueue queue() {
        return TaskQueue.newBuilder().setName(TaskQueues.FORGE).build();
    }
}
