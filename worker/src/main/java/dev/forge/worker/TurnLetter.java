package dev.forge.worker;

import dev.forge.contract.workflow.TurnListener.Answer;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;

/** What the turns' workflow has to tell a run. */
sealed interface TurnLetter {
    Ticket to();

    /** Its turn has come, or never will. */
    record Tell(Answer answer) implements TurnLetter {
        @Override
        public Ticket to() {
            return answer.ticket();
        }
    }

    /** Another takes its place. */
    record Cancel(Ticket to, String reason) implements TurnLetter {}
}
