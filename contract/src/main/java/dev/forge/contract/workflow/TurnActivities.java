package dev.forge.contract.workflow;

import dev.forge.contract.workflow.TurnsWorkflow.Asked;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What the turns of runs need from outside their workflows. */
@ActivityInterface
public interface TurnActivities {
    /** Asks for a turn, of a workflow that is started where there is none. */
    void askForTurn(TurnWanted wanted);

    /** Which of these runs have ended, and nothing of them runs any more. */
    TurnsOver turnsOver(TurnsOpen open);

    /** A run that wants a turn among those with its key. */
    record TurnWanted(String pipeline, String key, Asked asked) {}

    /** Who has a turn or waits for one. */
    record TurnsOpen(List<Ticket> tickets) {
        public TurnsOpen {
            tickets = List.copyOf(tickets);
        }
    }

    /** Whose place is free. */
    record TurnsOver(List<Ticket> tickets) {
        public TurnsOver {
            tickets = List.copyOf(tickets);
        }
    }
}
