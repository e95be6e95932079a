package dev.forge.contract.workflow;

import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import java.util.Optional;

/** What a run hears that has asked for its turn. */
@WorkflowInterface
public interface TurnListener {
    String TURN = "turn";

    @SignalMethod(name = TURN)
    void turn(Answer answer);

    /**
     * Its turn has come, or never will.
     *
     * @param ticket which of the run's executions it is for
     * @param refusal empty where its turn has come
     */
    record Answer(Ticket ticket, Optional<Refusal> refusal) {}

    /** Why it gets none, and what to try. */
    record Refusal(String message, String remedy) {}
}
