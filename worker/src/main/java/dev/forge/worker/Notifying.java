package dev.forge.worker;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Addressee;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.ArrayList;
import java.util.List;

/** Has others told of a run's end, by a child that outlives it: a run waits for no receiver. */
final class Notifying {
    private Notifying() {}

    /** Nothing is done where nobody is to be told: such runs go on as they were recorded. */
    static void begin(RunReport report, RunJournal journal) {
        List<Addressee> addressees =
                addressees(journal.targets(), Ending.valueOf(report.state().name()));
        if (!addressees.isEmpty()) {
            announce(new Announcement(Endings.of(report, journal), addressees));
        }
    }

    /** Their numbers are those among all targets, so that an id is the same whoever else is told. */
    private static List<Addressee> addressees(List<NotificationTarget> targets, Ending ending) {
        String execution = Workflow.getInfo().getRunId();
        List<Addressee> addressees = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).wants(ending)) {
                addressees.add(new Addressee(execution + "-" + (i + 1), targets.get(i)));
            }
        }
        return addressees;
    }

    private static void announce(Announcement announcement) {
        WorkflowInfo info = Workflow.getInfo();
        NotificationWorkflow notification = Workflow.newChildWorkflowStub(
                NotificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(NotificationWorkflow.idOf(info.getWorkflowId(), info.getRunId()))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("tell of the end of " + info.getWorkflowId())
                        .build());
        Detached.run(() -> {
            Async.function(notification::deliver, announcement);
            // A child that has not started dies with its parent.
            Workflow.getWorkflowExecution(notification).get();
        });
    }
}
