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

    RunControlling(TemporalGateway temporal, RunUpdates updates, RunReading reading) {
        this.temporal = temporal;
        this.updates = updates;
        this.reading = reading;
    }

    /** Has a run begin nothing more. */
    public Standing pause(String id, String json) {
        return ask(id, RunControl.PAUSE, json, Standing.class, ProblemCode.PAUSE_INVALID);
    }

    /** Has a paused or held run go on. */
    public Standing goOn(String id, String json) {
        return ask(id, RunControl.CONTINUE, json, Standing.class, ProblemCode.CONTINUE_INVALID);
    }

    /** Changes a step of a run before its next attempt. */
    public Changed change(String id, String step, String json) {
        String request = "{\"step\": " + TextNode.valueOf(step) + ", \"change\": " + json + "}";
        return ask(id, RunControl.CHANGE, request, Changed.class, ProblemCode.CHANGE_INVALID);
    }

    private <T> T ask(String id, String update, String json, Class<T> result, ProblemCode invalid) {
        Execution execution = temporal.find(id)
                .orElseThrow(() -> ended(id, reading.archived(id).report().state()));
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
