package dev.forge.worker;

import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.ContinueRequest;
import dev.forge.contract.pipeline.OnFailure;
import dev.forge.contract.pipeline.PauseRequest;
import dev.forge.contract.run.ResumePoint;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunControl.Changed;
import dev.forge.contract.workflow.RunControl.Standing;
import dev.forge.contract.workflow.StepPlan;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;

/**
 * What people ask of a run while it is open, and where the run heeds it: before anything begins, and when a step is given
 * up. Nothing here is a command to Temporal unless somebody has asked, so that a run which nobody controls has the history
 * that it always had.
 */
final class Control {
    private final RunJournal journal;
    private Optional<PauseRequest> pause = Optional.empty();
    private Optional<String> goesOnFrom = Optional.empty();

    Control(RunJournal journal) {
        this.journal = journal;
    }

    /** Begins nothing until nobody wants a pause any more. */
    void awaitLeave() {
        if (pause.isPresent()) {
            journal.paused(pause.flatMap(PauseRequest::reason));
            Workflow.await(() -> pause.isEmpty());
        }
    }

    /** Stays with a step that was given up, if that is the pipeline's wish; returns the step to go on from. */
    String hold(Plan plan, RunFailed givenUp) {
        boolean canGoOn = givenUp.failure().step().isPresent();
        if (plan.onFailure() == OnFailure.FAIL || !canGoOn) {
            throw givenUp;
        }
        CancellationScope.throwCanceled();
        return hold(givenUp.failure());
    }

    /** Stays where the run stands until somebody continues it; returns the step to go on from. */
    String hold(RunFailure why) {
        pause = Optional.empty();
        goesOnFrom = Optional.empty();
        journal.held(why);
        Workflow.await(() -> goesOnFrom.isPresent());
        return goesOnFrom.orElseThrow();
    }

    boolean isPauseWanted() {
        return pause.isPresent();
    }

    Standing pause(PauseRequest request) {
        // What is held begins nothing either.
        if (journal.state() != RunState.HELD) {
            pause = Optional.of(request);
            journal.pausing(request.reason());
        }
        return journal.standing();
    }

    Standing goOn(ContinueRequest request) {
        if (journal.state() == RunState.HELD) {
            // Where it cannot go on, the gatekeeper has refused.
            if (journal.resumePoint(request.from()) instanceof ResumePoint.At(String step)) {
                goesOnFrom = Optional.of(step);
                journal.goesOnFrom(step);
            }
        } else {
            pause = Optional.empty();
            journal.goesOn();
        }
        return journal.standing();
    }

    Changed change(ChangeRequest request) {
        StepJournal step = journal.step(request.step());
        StepPlan before = step.plan();
        // It stands in the history as it was read, since a later release may read it otherwise.
        StepPlan after = Workflow.sideEffect(StepPlan.class, () -> changed(request));
        List<RunChange.Field> fields = Differences.between(before, after);
        step.changed(after);
        if (!fields.isEmpty()) {
            journal.changed(new RunChange(RunJournal.now(), request.step(), fields));
        }
        return new Changed(journal.state(), fields);
    }

    /** The step as it is to be; refused where the change has mistakes. */
    StepPlan changed(ChangeRequest request) {
        return Changing.made(request, journal.step(request.step()).plan(), journal.stepNames(), journal.values());
    }
}
