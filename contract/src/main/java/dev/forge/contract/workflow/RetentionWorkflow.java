package dev.forge.contract.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Deletes from the archive what its rules do not keep. Started by a schedule. */
@WorkflowInterface
public interface RetentionWorkflow {
    String TYPE = "Retention";

    /** The schedule's id, of which there is one for a namespace of Temporal. */
    String SCHEDULE = "forge-retention";

    /** Returns how many runs were deleted. */
    @WorkflowMethod(name = TYPE)
    long retain();
}
