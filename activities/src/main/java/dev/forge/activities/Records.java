package dev.forge.activities;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import java.util.Map;
import java.util.Optional;

/** What the archive is given of a run. */
final class Records {
    /** Nothing that is told of an execution comes after its end. */
    private static final long LAST = Long.MAX_VALUE;

    private Records() {}

    static RunRecord concluded(Conclusion conclusion) {
        Execution execution =
                new Execution(conclusion.execution(), conclusion.report().startedAt());
        RunOrigin origin = new RunOrigin(Optional.empty(), conclusion.scheduledBy(), Map.of(), Map.of());
        return new RunRecord(conclusion.report(), execution, LAST, origin);
    }
}
