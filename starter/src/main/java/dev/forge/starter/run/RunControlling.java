package dev.forge.starter.run;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.ControlRefusal;
import dev.forge.contract.workflow.RunControl;
import dev.forge.contract.workflow.RunControl.Changed;
import dev.forge.contract.workflow.RunControl.Standing;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.List;

/** Pauses and continues open runs, and changes their steps. What is possible, the run itself says. */
@Singleton
public class RunControlling {
    private final TemporalGateway temporal;
    private final RunUpdates updates;
    private final RunReading reading;
    private final RunResuming resuming;

    RunControlling(TemporalGateway temporal, RunUpdates updates, RunReading reading, RunResuming resuming) {
        this.temporal = temporal;
        this.updates = updates;
        this.reading = reading;
        this.resuming = resuming;
    }

    /** Has a run begin nothing more. */
    public Standing pause(String id, String json) {
        Execution last = temporal.find(id)
                .orElseThrow(() -> ended(id, reading.archived(id).report().state()));
        return ask(last, RunControl.PAUSE, json, Standing.class, ProblemCode.PAUSE_INVALID);
    }

    /** Has a run go on that is paused, held, or has ended. */
    public Standing goOn(String id, String json) {
        Execution last = last(id);
        return last.state().ended()
                ? resuming.goOn(last, json)
                : ask(last, RunControl.CONTINUE, json, Standing.class, ProblemCode.CONTINUE_INVALID);
    }

    /** Changes a step of a run before its next attempt; a run that has failed is HELD by that. */
    public Changed change(String id, String step, String json) {
        String request = "{\"step\": " + TextNode.valueOf(step) + ", \"change\": " + json + "}";
        Execution last = last(id);
        Execution open = last.state().ended() ? resuming.hold(last, request) : last;
        return ask(open, RunControl.CHANGE, request, Changed.class, ProblemCode.CHANGE_INVALID);
    }

    /** The run's last execution; refused where Temporal has forgotten the run. */
    private Execution last(String id) {
        return temporal.find(id).orElseThrow(() -> forgotten(id));
    }

    private Refusal forgotten(String id) {
        // Refuses by itself what was never there.
        reading.archived(id);
        return Refusal.of(
                ProblemCode.RUN_FORGOTTEN,
                "Temporal does not keep run " + id + " any more, which it would go on from: submit it again.");
    }

    private <T> T ask(Execution execution, String update, String json, Class<T> result, ProblemCode invalid) {
        String id = execution.runId();
        if (execution.state().ended()) {
            throw ended(id, execution.state());
        }
        return switch (updates.send(execution, update, json, result)) {
            case UpdateAnswer.Done<T>(T done) -> done;
            case UpdateAnswer.TooLate<T>() ->
                throw ended(id, reading.find(id).report().state());
            case UpdateAnswer.Refused<T>(ControlRefusal why, String sentence, List<Problem> problems) ->
                throw problems.isEmpty()
                        ? Refusal.of(code(why, invalid), sentence)
                        : Refusal.ofAll(code(why, invalid), problems);
        };
    }

    private static ProblemCode code(ControlRefusal why, ProblemCode invalid) {
        return switch (why) {
            case INVALID -> invalid;
            case ENDING -> ProblemCode.RUN_ENDED;
            case CANCELING -> ProblemCode.RUN_CANCELING;
            case NOT_PAUSED -> ProblemCode.RUN_NOT_PAUSED;
            case NO_SUCH_STEP -> ProblemCode.STEP_NOT_FOUND;
            case STEP_RUNNING -> ProblemCode.STEP_RUNNING;
            case STEP_SUCCEEDED -> ProblemCode.STEP_SUCCEEDED;
        };
    }

    private static Refusal ended(String id, RunState state) {
        return Refusal.of(
                ProblemCode.RUN_ENDED, "Run " + id + " is " + state + " already: submit it again to have it run.");
    }
}
