package dev.forge.worker;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.Map;
import java.util.Optional;

/** Has a run's end kept in the archive, for as long as that takes: until then, the run has not ended. */
final class Concluding {
    /** Set by Temporal on what a schedule starts: the schedule's id. */
    private static final SearchAttributeKey<String> SCHEDULED_BY =
            SearchAttributeKey.forKeyword("TemporalScheduledById");

    private Concluding() {}

    static void conclude(RunReport report, Optional<Plan> plan) {
        if (Workflow.getVersion("conclude a run", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return;
        }
        WorkflowInfo info = Workflow.getInfo();
        Optional<String> schedule =
                Optional.ofNullable(Workflow.getTypedSearchAttributes().get(SCHEDULED_BY));
        Conclusion conclusion = new Conclusion(
                report,
                info.getRunId(),
                schedule,
                plan.flatMap(Plan::pipelineVersion),
                plan.map(Plan::parameters).orElse(Map.of()),
                plan.map(Plan::labels).orElse(Map.of()));
        // What has come to its end is kept, canceled or not.
        Workflow.newDetachedCancellationScope(
                        () -> Calls.quick("keep the run in the archive").conclude(conclusion))
                .run();
    }
}
