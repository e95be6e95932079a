package dev.forge.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.workflow.HistoryFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps a run's last report small enough to stay with the run: Temporal ends a workflow whose memo is larger than 2 MiB,
 * whatever it has done. What can be read elsewhere goes first.
 */
final class Brevity {
    /** Small beside the 2 MiB of a memo and the 4 MiB of a message that carries it twice. */
    static final int LONGEST = 512 * 1024;

    /** Even if each of them changes as much as is told of one. */
    private static final int FEW_CHANGES = 3;

    private static final List<UnaryOperator<StepReport>> CUTS =
            List.of(StepReport::withoutOutput, StepReport::withoutLastLines, StepReport::withLastAttemptOnly);

    private Brevity() {}

    static RunReport of(RunReport report) {
        RunReport brief = report;
        for (UnaryOperator<StepReport> cut : CUTS) {
            if (length(brief) <= LONGEST) {
                return brief;
            }
            brief = brief.withSteps(brief.steps().stream().map(cut).toList());
        }
        return length(brief) <= LONGEST ? brief : brief.withChanges(latest(brief.changes()));
    }

    private static List<RunChange> latest(List<RunChange> changes) {
        return changes.subList(Math.max(0, changes.size() - FEW_CHANGES), changes.size());
    }

    private static int length(RunReport report) {
        try {
            return HistoryFormat.mapper().writeValueAsBytes(report).length;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
