package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.workflow.CutOff;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunActivities.RunRef;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.LogContext;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends of runs that Temporal cut off, told and kept as the runs themselves would have. */
final class CutOffEnds implements CutOffRuns {
    private static final Logger LOG = LoggerFactory.getLogger(CutOffEnds.class);

    private final WorkflowClient client;
    private final Archive archive;
    private final Audience audience;
    private final ClosedRuns closed;
    private final RunEnds ends;
    private final ResolvedRequests resolved;

    CutOffEnds(WorkflowClient client, Archive archive, Audience audience) {
        this.client = client;
        this.archive = archive;
        this.audience = audience;
        this.closed = new ClosedRuns(client);
        this.ends = new RunEnds(client);
        this.resolved = new ResolvedRequests(client);
    }

    /**
     * Three quarters of what Temporal keeps: it forgets closed workflows in no strict order, and the one that has told of an end
     * must still be there when that end is found. What a receiver would not hear of any more is not looked for either.
     */
    @Override
    public Duration reach() {
        com.google.protobuf.Duration kept = client.getWorkflowServiceStubs()
                .blockingStub()
                .describeNamespace(DescribeNamespaceRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .build())
                .getConfig()
                .getWorkflowExecutionRetentionTtl();
        Duration sure = Duration.ofSeconds(kept.getSeconds()).multipliedBy(3).dividedBy(4);
        boolean isLess = sure.isPositive() && sure.compareTo(NotificationWorkflow.LIMIT) < 0;
        return isLess ? sure : NotificationWorkflow.LIMIT;
    }

    @Override
    public Page closedSince(Instant since, String token) {
        ClosedRuns.Found found = closed.cutOff(since, token);
        List<RunRef> executions = found.executions().stream()
                .map(one -> new RunRef(
                        one.getExecution().getWorkflowId(), one.getExecution().getRunId()))
                .toList();
        return new Page(executions, found.next());
    }

    @Override
    public void tell(RunRef execution) {
        attempt(execution, "nobody is told of its end", () -> {
            WorkflowExecutionDescription found = describe(execution);
            CutOff.failure(found.getStatus())
                    .filter(_ -> !Succession.goesOn(client, found))
                    .map(failure -> announcement(execution, found, failure))
                    .filter(announcement -> !announcement.addressees().isEmpty())
                    .ifPresent(this::begin);
        });
    }

    @Override
    public void keep(RunRef execution) {
        if (!archive.isAbsent()) {
            attempt(
                    execution,
                    "the archive has no row of it",
                    () -> ends.ofCutOff(describe(execution))
                            .ifPresent(end -> archive.runs().recordEnd(Records.concluded(end))));
        }
    }

    private Announcement announcement(RunRef execution, WorkflowExecutionDescription found, RunFailure failure) {
        Conclusion seen = RunEnds.seen(found, failure);
        Optional<Resolution> resolution = resolved.of(execution);
        Optional<Plan> plan = resolution.flatMap(CutOffEnds::plan);
        List<NotificationTarget> targets =
                resolution.map(CutOffEnds::targets).orElseGet(() -> audience.of(execution, found.getStartTime()));
        // Its log was put nowhere: that is done at a run's end.
        RunEnd end = RunEnd.of(
                seen.report(),
                execution.execution(),
                Optional.empty(),
                new RunEnd.Output(Optional.empty(), plan.flatMap(Plan::logTo).map(LogTarget::bucket)),
                seen.watch());
        return Announcement.of(end, targets);
    }

    /** Under the id that the run itself would have given it: whoever comes second has nothing to do. */
    private void begin(Announcement announcement) {
        RunEnd end = announcement.end();
        NotificationWorkflow notification = client.newWorkflowStub(
                NotificationWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(NotificationWorkflow.idOf(end.run(), end.temporalRunId()))
                        .setTaskQueue(TaskQueues.FORGE)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                        .setStaticSummary(NotificationWorkflow.summaryOf(end.run()))
                        .build());
        try {
            WorkflowClient.start(notification::deliver, announcement);
            LOG.info(
                    "run {}: its execution {} was cut off in Temporal, and {} are told of that",
                    end.run(),
                    end.temporalRunId(),
                    announcement.addressees().size());
        } catch (WorkflowExecutionAlreadyStarted told) {
            LOG.debug("run {}: others were told of the end of {} before", end.run(), end.temporalRunId());
        }
    }

    private WorkflowExecutionDescription describe(RunRef execution) {
        return ClosedRuns.description(client, execution.runId(), execution.execution());
    }

    private static void attempt(RunRef execution, String otherwise, Runnable duty) {
        try (LogContext _ = LogContext.of(execution.runId())) {
            try {
                duty.run();
            } catch (RuntimeException e) {
                if (ReadFaults.mayPass(e)) {
                    throw e;
                }
                LOG.warn(
                        "run {}: its execution {} was cut off in Temporal, and {}",
                        execution.runId(),
                        execution.execution(),
                        otherwise,
                        e);
            }
        }
    }

    private static Optional<Plan> plan(Resolution resolution) {
        return switch (resolution) {
            case Plan plan -> Optional.of(plan);
            case Resolution.Continuation continuation -> Optional.of(continuation.plan());
            case Resolution.Refusal _ -> Optional.empty();
        };
    }

    private static List<NotificationTarget> targets(Resolution resolution) {
        return switch (resolution) {
            case Resolution.OfRequest ofRequest -> ofRequest.targets();
            case Resolution.Continuation continuation -> continuation.plan().targets();
        };
    }
}
