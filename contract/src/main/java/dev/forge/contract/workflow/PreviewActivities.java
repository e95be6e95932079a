package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;

/** What tells of runs that are not to be. */
@ActivityInterface
public interface PreviewActivities {
    /** Resolves a request as a run would, and tells what each step's first attempt would launch. Launches nothing. */
    Preview preview(RunActivities.Request request);
}
