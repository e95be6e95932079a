package dev.forge.worker;

import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.common.converter.DataConverterException;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/** What lists and searches know of a run. */
final class Visibility {
    /** In characters, of up to six bytes each: a memo holds 2 MiB, and the run's last report is to go into it as well. */
    private static final int LONGEST_PARAMETERS = 128 * 1024;

    private static final Logger LOG = Workflow.getLogger(Visibility.class);

    private Visibility() {}

    /** Where a run comes from, as only its plan says in whole. */
    static void planned(Plan plan) {
        Map<String, Object> origin = new LinkedHashMap<>();
        plan.pipelineVersion().ifPresent(version -> origin.put(RunAttributes.MEMO_PIPELINE_VERSION, version));
        if (!plan.labels().isEmpty()) {
            origin.put(RunAttributes.MEMO_LABELS, plan.labels());
        }
        if (!plan.parameters().isEmpty() && length(plan.parameters()) <= LONGEST_PARAMETERS) {
            origin.put(RunAttributes.MEMO_PARAMETERS, plan.parameters());
        }
        if (!origin.isEmpty()
                && Workflow.getVersion("tell a run's origin", Workflow.DEFAULT_VERSION, 1)
                        != Workflow.DEFAULT_VERSION) {
            Workflow.upsertMemo(origin);
        }
    }

    /** The object that the run is for, as its starter has told. */
    static Optional<WatchedObject> watch() {
        try {
            return Optional.ofNullable((WatchedObject) Workflow.getMemo(RunAttributes.MEMO_WATCH, WatchedObject.class));
        } catch (DataConverterException e) {
            // Anybody may start a workflow of our type with a memo of their own; the run ends without it.
            LOG.warn("its {} cannot be read", RunAttributes.MEMO_WATCH, e);
            return Optional.empty();
        }
    }

    private static int length(Map<String, String> texts) {
        return texts.entrySet().stream()
                .mapToInt(text -> text.getKey().length() + text.getValue().length())
                .sum();
    }

    static void asksForTurn(String turns) {
        Workflow.upsertMemo(Map.of(RunAttributes.MEMO_TURNS, turns));
    }

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
