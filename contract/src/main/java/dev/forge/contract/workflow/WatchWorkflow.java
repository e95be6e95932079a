package dev.forge.contract.workflow;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Sees to it that a watch of a bucket is at work somewhere, for as long as it is kept. What it is to do, how far it has
 * come and what it has seen is in the archive.
 */
@WorkflowInterface
public interface WatchWorkflow {
    String TYPE = "Watch";
    String WAKE = "wake";

    /** The workflow id for a watch. */
    static String idOf(String name) {
        return "watches/" + name;
    }

    @WorkflowMethod(name = TYPE)
    void watch(String name);

    /** The watch was made or changed: one that is about to end because it was deleted goes on. */
    @SignalMethod(name = WAKE)
    void wake();
}
