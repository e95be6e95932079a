package dev.forge.worker;

import io.temporal.workflow.Workflow;

/** What is done to its end whether or not the workflow is canceled meanwhile. */
final class Detached {
    private Detached() {}

    static void run(Runnable work) {
        Workflow.newDetachedCancellationScope(work).run();
    }
}
