package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.RebuildWorkflow;
import dev.forge.contract.workflow.RebuildWorkflow.Leg;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.problem.WorkerUnavailable;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Has a worker fill the archive again, and tells how far that has come. */
@Singleton
public class ArchiveRebuilding {
    private final TemporalGateway temporal;
    private final Archive archive;
    private final RunIds ids;
    private final Clock clock;

    ArchiveRebuilding(TemporalGateway temporal, Archive archive, RunIds ids, Clock clock) {
        this.temporal = temporal;
        this.archive = archive;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * How a rebuild stands.
     *
     * @param state in the words of runs
     * @param waiting why it does not go on
     */
    public record Standing(RunState state, Leg leg, Optional<Instant> endedAt, Optional<Waiting> waiting) {}

    /**
     * Begins one, unless one goes on already.
     *
     * @return whether this call began it
     */
    public boolean begin() {
        // Whoever has no archive is told so now, not by a workflow that tries for ever.
        archive.runs().executions(List.of());
        return temporal.start(StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(temporal.namespace())
                .setWorkflowId(RebuildWorkflow.ID)
                .setRequestId(ids.ofCall())
                .setWorkflowType(WorkflowType.newBuilder().setName(RebuildWorkflow.TYPE))
                .setTaskQueue(RunStart.queue())
                .setInput(temporal.converter()
                        .toPayloads(Leg.first(clock.instant()))
                        .orElseThrow())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build());
    }

    /** The last one; refused where Temporal knows none, and where no worker has begun it. */
    public Standing last() {
        DescribeWorkflowExecutionResponse found = temporal.rebuild()
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.REBUILD_NOT_FOUND,
                        "The archive has not been rebuilt for as long as Temporal remembers: POST /archive/rebuild"
                                + " begins it."));
        Execution execution = new Execution(found.getWorkflowExecutionInfo(), temporal.converter());
        Leg leg = execution
                .memo(RebuildWorkflow.MEMO, Leg.class)
                .orElseThrow(() -> new WorkerUnavailable("No worker has begun the rebuild"));
        RunState state = RunStates.of(execution.status(), Optional.of(RunState.RUNNING.name()));
        return new Standing(state, leg, execution.endedAt(), waiting(found));
    }

    private Optional<Waiting> waiting(DescribeWorkflowExecutionResponse found) {
        return found.getPendingActivitiesList().stream()
                .map(activity -> Pending.of(activity, temporal.converter(), clock.instant()))
                .flatMap(pending -> pending instanceof Pending.Delay(Waiting why) ? Stream.of(why) : Stream.empty())
                .findFirst();
    }
}
