package dev.forge.activities;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.workflow.RetentionActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the archive to its rules. */
public final class ArchiveRetention implements RetentionActivities {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveRetention.class);

    private final Archive archive;
    private final RetentionRules rules;
    private final Clock clock;

    public ArchiveRetention(Archive archive, RetentionRules rules, Clock clock) {
        this.archive = archive;
        this.rules = rules;
        this.clock = clock;
    }

    /** What the worker is to keep. */
    public RetentionRules rules() {
        return rules;
    }

    @Override
    public long deleteOldRuns() {
        ActivityExecutionContext context = Activity.getExecutionContext();
        long deleted = archive.retention().apply(rules, clock.instant(), () -> context.heartbeat(null));
        if (deleted > 0) {
            LOG.info("{} runs that nobody wants kept any longer were deleted from the archive", deleted);
        }
        return deleted;
    }
}
