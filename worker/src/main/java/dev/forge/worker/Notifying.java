package dev.forge.worker;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import dev.forge.contract.workflow.RunActivities.Request;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/** Has others told of a run's end, by a child that outlives it: a run waits for no receiver. */
final class Notifying {
    /** As long as a cancel may take at most that somebody waits for. */
    private static final Duration SOUGHT_FOR = Duration.ofMinutes(10);

    private static final Logger LOG = Workflow.getLogger(Notifying.class);

    private Notifying() {}

    /** Nothing is done where nobody is to be told: such runs go on as they were recorded. */
    static void begin(RunReport report, RunJournal journal) {
        Ending ending = Ending.valueOf(report.state().name());
        List<NotificationTarget> targets =
                journal.unresolved().map(Notifying::found).orElseGet(journal::targets);
        if (targets.stream().anyMatch(target -> target.wants(ending))) {
            // Kept in the history: a reset gives another Run ID, and the child has to be the one that was started.
            String execution =
                    Workflow.sideEffect(String.class, () -> Workflow.getInfo().getRunId());
            announce(execution, Announcement.of(Endings.of(report, journal, execution), targets));
        }
    }

    /**
     * Of a run that was canceled before its request was looked at. What may have kept it from that (an archive that is away)
     * does not keep its end waiting for ever: then nobody is told.
     */
    private static List<NotificationTarget> found(Request unresolved) {
        if (Workflow.getVersion("tell of an end before the plan", Workflow.DEFAULT_VERSION, 1)
                == Workflow.DEFAULT_VERSION) {
            return List.of();
        }
        List<NotificationTarget> targets = new ArrayList<>();
        Detached.run(() -> {
            try {
                targets.addAll(Calls.quickWithin("find out who is told", SOUGHT_FOR)
                        .receivers(unresolved)
                        .targets());
            } catch (ActivityFailure nobodyKnows) {
                LOG.warn("nobody is told of the end of {}", unresolved.runId(), nobodyKnows);
            }
        });
        return targets;
    }

    private static void announce(String execution, Announcement announcement) {
        String run = Workflow.getInfo().getWorkflowId();
        NotificationWorkflow notification = Workflow.newChildWorkflowStub(
                NotificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(NotificationWorkflow.idOf(run, execution))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary(NotificationWorkflow.summaryOf(run))
                        .build());
        Detached.run(() -> {
            Async.function(notification::deliver, announcement);
            // A child that has not started dies with its parent.
            Workflow.getWorkflowExecution(notification).get();
        });
    }
}
