package dev.forge.worker;

import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.ContinueRequest;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.ResumePoint;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.workflow.ControlRefusal;
import java.util.List;
import java.util.Optional;

/** Says whether what is asked of a run is possible now; it changes nothing. */
final class Gatekeeper {
    private final RunJournal journal;
    private final Control control;

    Gatekeeper(RunJournal journal, Control control) {
        this.journal = journal;
        this.control = control;
    }

    void mayPause() {
        checkOpen();
    }

    void mayGoOn(ContinueRequest request) {
        checkOpen();
        if (journal.state() == RunState.HELD) {
            checkFrom(request.from());
        } else if (!control.isPauseWanted()) {
            throw Refusals.of(
                    ControlRefusal.NOT_PAUSED,
                    "The run is " + journal.state() + ", neither PAUSED nor HELD: there is nothing to continue.");
        } else if (request.from().isPresent()) {
            throw Refusals.invalid(List.of(Problem.of("/from", "a paused run goes on where it was", "leave from out")));
        }
    }

    void mayChange(ChangeRequest request) {
        checkOpen();
        if (!journal.stepNames().contains(request.step())) {
            throw Refusals.of(
                    ControlRefusal.NO_SUCH_STEP,
                    "The run has no step " + request.step() + ": "
                            + (journal.plan().isPresent()
                                    ? "use one of " + String.join(", ", journal.stepNames()) + "."
                                    : "its pipeline is still looked up; ask again in a moment."));
        }
        StepJournal step = journal.step(request.step());
        if (step.state() == StepState.SUCCEEDED) {
            throw Refusals.of(
                    ControlRefusal.STEP_SUCCEEDED,
                    request.step() + " has succeeded: change a step that has not, or submit the run again.");
        }
        if (step.open().isPresent()) {
            throw Refusals.of(
                    ControlRefusal.STEP_RUNNING,
                    "An attempt of " + request.step()
                            + " runs now: pause the run and change the step when that attempt has ended, or cancel.");
        }
        control.changed(request);
    }

    private void checkOpen() {
        if (journal.state() == RunState.CANCELING) {
            throw Refusals.of(
                    ControlRefusal.CANCELING, "The run is being canceled: wait for its end, then submit it again.");
        }
        if (journal.isEnding()) {
            throw Refusals.of(ControlRefusal.ENDING, "The run is at its end, which is only being kept: wait for it.");
        }
    }

    private void checkFrom(Optional<String> from) {
        if (journal.resumePoint(from) instanceof ResumePoint.Nowhere(Problem problem)) {
            throw Refusals.invalid(List.of(problem));
        }
    }
}
