package dev.forge.contract.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Asks a worker what a request would become: only a worker knows policy, catalog and the place where attempts run. It is
 * no run: of another type, it is on no list of runs and leaves nothing in the archive.
 */
@WorkflowInterface
public interface PreviewWorkflow {
    String TYPE = "Preview";

    @WorkflowMethod(name = TYPE)
    Preview run(RunActivities.Request request);
}
