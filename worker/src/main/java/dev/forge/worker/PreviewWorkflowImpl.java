package dev.forge.worker;

import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewWorkflow;
import dev.forge.contract.workflow.RunActivities.Request;

/** One activity, whose answer somebody waits for. */
public final class PreviewWorkflowImpl implements PreviewWorkflow {
    @Override
    public Preview run(Request request) {
        return Calls.preview("tell what would be run").preview(request);
    }
}
