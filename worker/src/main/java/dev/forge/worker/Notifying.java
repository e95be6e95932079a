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
import java.util.ArrayList;
import java.util.List;

/** Has others told of a run's end, by a child that outlives it: a run waits for no receiver. */
final class Notifying {
    private Notifying() {}

    /** Nothing is done where nobody is to be told: such runs go on as they were recorded. */
    static void begin(RunReport report, RunJournal journal) {
        Ending ending = Ending.valueOf(report.state().name());
        if (journal.targets().stream().anyMatch(target -> target.wants(ending))) {
            // Kept in the history: a reset gives another Run ID, and the child has to be the one that was started.
            String execution =
                    Workflow.sideEffect(String.class, () -> Workflow.getInfo().getRunId());
            List<Addressee> addressees = addressees(journal.targets(), ending, execution);
            announce(execution, new Announcement(Endings.of(report, journal, execution), addressees));
        }
    }

    /** Their numbers are those among all targets, so that an id is the same whoever else is told. */
    private static List<Addressee> addressees(List<NotificationTarget> targets, Ending ending, String execution) {
        List<Addressee> addressees = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            if (targets.get(i).wants(ending)) {
                addressees.add(new Addressee(execution + "-" + (i + 1), targets.get(i)));
            }
        }
        return addressees;
    }

    private static void announce(String execution, Announcement announcement) {
        String run = Workflow.getInfo().getWorkflowId();
        NotificationWorkflow notification = Workflow.newChildWorkflowStub(
                NotificationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(NotificationWorkflow.idOf(run, execution))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("tell of the end of " + run)
                        .build());
        Detached.run(() -> {
            Async.function(notification::deliver, announcement);
            // A child that has not started dies with its parent.
            Workflow.getWorkflowExecution(notification).get();
        });
    }
}
