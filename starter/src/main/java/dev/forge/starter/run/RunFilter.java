package dev.forge.starter.run;

import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;

/** Which runs are wanted. */
public final class RunFilter {
    // A row that continued as new is the same run as a later row.
    private static final String ALL =
            "WorkflowType = '" + PipelineWorkflow.TYPE + "' AND ExecutionStatus != 'ContinuedAsNew'";

    private final String query;

    private RunFilter(String query) {
        this.query = query;
    }

    /** Every run that Temporal still keeps. */
    public static RunFilter all() {
        return new RunFilter(ALL);
    }

    public RunFilter ofPipeline(String name) {
        return new RunFilter(query + " AND " + RunAttributes.PIPELINE.getName() + " = " + quoted(name));
    }

    /** Jobs alone, which are told by their ids. */
    public RunFilter jobs() {
        return new RunFilter(query + " AND WorkflowId STARTS_WITH " + quoted(RunKind.JOB.prefix()));
    }

    public RunFilter inState(RunState state) {
        return new RunFilter(query + " AND " + condition(state));
    }

    /** As Temporal's visibility reads it. */
    String query() {
        return query;
    }

    /** The inverse of {@link RunStates}. */
    private static String condition(RunState state) {
        return switch (state) {
            case SUCCEEDED -> "ExecutionStatus = 'Completed'";
            case FAILED -> "ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut')";
            case CANCELED -> "ExecutionStatus = 'Canceled'";
            case QUEUED -> open("(%1$s = 'QUEUED' OR %1$s IS NULL)");
            case RUNNING, PAUSED, HELD, CANCELING -> open("%1$s = " + quoted(state.name()));
        };
    }

    private static String open(String status) {
        return "ExecutionStatus = 'Running' AND " + status.formatted(RunAttributes.STATUS.getName());
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
