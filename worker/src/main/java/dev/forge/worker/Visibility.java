package dev.forge.worker;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** What lists and searches know of a run. */
final class Visibility {
    private Visibility() {}

    static void named(String pipeline) {
        Workflow.upsertTypedSearchAttributes(RunAttributes.PIPELINE.valueSet(pipeline));
        Workflow.upsertMemo(Map.of(RunAttributes.MEMO_PIPELINE, pipeline));
    }

    static void entered(RunState state) {
        Workflow.upsertTypedSearchAttributes(RunAttributes.STATUS.valueSet(state.name()));
        Workflow.upsertMemo(Map.of(RunAttributes.MEMO_STATUS, state.name()));
    }

    static void closed(RunReport report) {
        Workflow.upsertMemo(Map.of(RunAttributes.MEMO_REPORT, report));
    }
}
