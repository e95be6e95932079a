package dev.forge.starter.notification;

import dev.forge.contract.workflow.NotificationWorkflow.Delivery;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunReading;
import dev.forge.starter.run.TemporalGateway;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells who was told of a run's last end. Temporal alone keeps that, for as long as it keeps the workflow that tells them. */
@Singleton
public class RunNotifications {
    private final RunReading runs;
    private final TemporalGateway temporal;

    RunNotifications(RunReading runs, TemporalGateway temporal) {
        this.runs = runs;
        this.temporal = temporal;
    }

    /** In their order; none of a run that is open, that nobody is told of, or of which Temporal has forgotten it. */
    public List<RunNotification> of(String runId) {
        return temporal.notifications(runs.find(runId)).map(this::seen).orElse(List.of());
    }

    private List<RunNotification> seen(DescribeWorkflowExecutionResponse found) {
        List<Delivery> deliveries = temporal.deliveries(
                        found.getWorkflowExecutionInfo().getExecution())
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.WORKER_UNAVAILABLE,
                        "No worker tells who was told of the run: see that a worker of this release is up, and send the"
                                + " call again."));
        Map<String, PendingTry> pending = found.getPendingActivitiesList().stream()
                .flatMap(activity -> PendingTry.of(activity, temporal.converter()).stream())
                .collect(Collectors.toMap(PendingTry::id, Function.identity(), (one, _) -> one));
        return deliveries.stream()
                .map(delivery -> RunNotification.of(delivery, Optional.ofNullable(pending.get(delivery.id()))))
                .toList();
    }
}
