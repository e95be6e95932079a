package dev.forge.worker;

import dev.forge.contract.workflow.RebuildActivities.Filled;
import dev.forge.contract.workflow.RebuildActivities.Page;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildWorkflow;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;

/** Reads closed executions page by page, however many there are, and leaves time to others between the pages. */
public final class RebuildWorkflowImpl implements RebuildWorkflow {
    /** Temporal lists ten pages a second for all who ask: two are for this, the others for whoever looks at runs. */
    private static final Duration PACE = Duration.ofMillis(500);

    /** About where Temporal itself takes it for enough; a page makes some twelve events. */
    private static final long MOST_EVENTS = 4_000;

    @Override
    public RebuildCounts rebuild(Leg from) {
        Leg leg = from;
        tell(leg);
        while (!isLong()) {
            Promise<Void> pace = Workflow.newTimer(PACE);
            Filled filled = Calls.rebuild("fill a page of rows again").fill(new Page(leg.startedAt(), leg.page()));
            leg = leg.after(filled);
            tell(leg);
            if (leg.page().isEmpty()) {
                return leg.counts();
            }
            pace.get();
        }
        return Workflow.newContinueAsNewStub(RebuildWorkflow.class).rebuild(leg);
    }

    private static void tell(Leg leg) {
        Workflow.upsertMemo(Map.of(MEMO, leg));
    }

    private static boolean isLong() {
        return Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.getInfo().getHistoryLength() >= MOST_EVENTS;
    }
}
