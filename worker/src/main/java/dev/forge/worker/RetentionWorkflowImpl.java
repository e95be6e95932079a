package dev.forge.worker;

import dev.forge.contract.workflow.RetentionWorkflow;

/** Has the archive kept to its rules, however long its PostgreSQL may be away. */
public final class RetentionWorkflowImpl implements RetentionWorkflow {
    @Override
    public long retain() {
        return Calls.retention("delete what the archive's rules do not keep").deleteOldRuns();
    }
}
