package dev.forge.worker;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Optional;

/** Has a run's end kept in the archive, for as long as that takes: until then, the run has not ended. */
final class Concluding {
    private Concluding() {}

    static void conclude(RunReport report, RunJournal journal) {
        if (Workflow.getVersion("conclude a run", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return;
        }
        Conclusion conclusion = conclusion(report, journal);
        // What has come to its end is kept, canceled or not.
        Detached.run(() -> Calls.quick("keep the run in the archive").conclude(conclusion));
    }

    /** What the archive keeps of a run that stands so; also when that is asked for once more, long after its end. */
    static Conclusion conclusion(RunReport report, RunJournal journal) {
        Optional<Plan> plan = journal.plan();
        return new Conclusion(
                report,
                Workflow.getInfo().getRunId(),
                journal.scheduledBy(),
                plan.flatMap(Plan::pipelineVersion),
                plan.map(Plan::parameters).orElse(Map.of()),
                plan.map(Plan::labels).orElse(Map.of()),
                Visibility.watch());
    }
}
