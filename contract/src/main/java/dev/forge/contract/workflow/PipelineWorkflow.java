package dev.forge.contract.workflow;

import dev.forge.contract.run.RunReport;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One run of a pipeline; its workflow id is the run id. */
@WorkflowInterface
public interface PipelineWorkflow {
    String TYPE = "Pipeline";

    /**
     * Runs a pipeline to its end.
     *
     * @param request the pipeline as JSON, taken raw: whatever it is, it is {@code resolve} that refuses it, with
     *     all mistakes at once; a converter that throws would fail the workflow task for ever
     * @return the report of a run that succeeded; any other ends as Temporal's Failed or Canceled
     */
    @WorkflowMethod(name = TYPE)
    RunReport run(RawValue request);

    @QueryMethod
    RunReport progress();

    /** What another execution of the run goes on from, once this one has closed. */
    @QueryMethod
    Remembered remembered();

    /** How it ended, as it had that kept in the archive at its end; of an open one, how it stands. */
    @QueryMethod
    RunActivities.Conclusion conclusion();
}
