package dev.forge.worker;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.TurnActivities.TurnWanted;
import dev.forge.contract.workflow.TurnListener.Answer;
import dev.forge.contract.workflow.TurnListener.Refusal;
import dev.forge.contract.workflow.TurnsWorkflow;
import dev.forge.contract.workflow.TurnsWorkflow.Asked;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The turn of one run, where its pipeline limits how many are at work at once; otherwise it does nothing. */
final class TurnTaking {
    /** Somebody may have terminated the workflow that keeps the turns, which then knows nothing of this run. */
    static final Duration ASKS_AGAIN_AFTER = Duration.ofHours(1);

    private final RunJournal journal;
    private Optional<Ticket> ticket = Optional.empty();
    private Optional<Answer> answer = Optional.empty();

    TurnTaking(RunJournal journal) {
        this.journal = journal;
    }

    void heard(Answer said) {
        if (ticket.equals(Optional.of(said.ticket()))) {
            answer = Optional.of(said);
        }
    }

    /**
     * Returns once this execution has its turn: before the first attempt, and before the next one after a reset, which may
     * have come when the turn had been given back.
     *
     * @throws RunFailed where it gets none
     */
    void await(Plan plan) {
        plan.concurrency().ifPresent(rule -> {
            Ticket own = ticketOfThisExecution();
            while (!ticket.equals(Optional.of(own))) {
                ticket = Optional.of(own);
                answer = Optional.empty();
                take(rule, plan.pipeline(), own);
                // A reset plays the wait once more, and may have come when it was over.
                own = ticketOfThisExecution();
            }
        });
    }

    /** After this nothing of it runs. Heeded before it ends, canceled or not. */
    void giveBack() {
        ticket.ifPresent(own -> Detached.run(() -> giveBack(own)));
    }

    private void giveBack(Ticket own) {
        String turns = turnsId(journal.plan().orElseThrow());
        try {
            Workflow.newUntypedExternalWorkflowStub(turns).signal(TurnsWorkflow.GIVE_BACK, own);
        } catch (SignalExternalWorkflowException e) {
            // Nobody keeps the turns of this key, so there is nothing to give back.
        }
    }

    /** It stands in the history, since a reset plays that once more under another Run ID. */
    private static Ticket ticketOfThisExecution() {
        return Workflow.sideEffect(
                Ticket.class,
                () -> new Ticket(
                        Workflow.getInfo().getWorkflowId(), Workflow.getInfo().getRunId()));
    }

    private void take(Concurrency rule, String pipeline, Ticket own) {
        String key = rule.keyIn(pipeline);
        journal.queued(TurnsWorkflow.idOf(pipeline, key));
        TurnWanted wanted =
                new TurnWanted(pipeline, key, new Asked(own, journal.startedAt(), rule.limit(), rule.policy()));
        ask(wanted);
        journal.waitsForTurn(rule, pipeline);
        while (!Workflow.await(ASKS_AGAIN_AFTER, () -> answer.isPresent())) {
            ask(wanted);
        }
        answer.flatMap(Answer::refusal).ifPresent(refusal -> {
            throw new RunFailed(failure(refusal));
        });
        journal.hasTurn();
    }

    /** Whoever asks must be able to give back: a cancel that comes meanwhile waits until that is so. */
    private static void ask(TurnWanted wanted) {
        Detached.run(() -> Calls.turns("ask for a turn").askForTurn(wanted));
    }

    private static String turnsId(Plan plan) {
        return TurnsWorkflow.idOf(
                plan.pipeline(), plan.concurrency().orElseThrow().keyIn(plan.pipeline()));
    }

    private static RunFailure failure(Refusal refusal) {
        return RunFailure.ofTheRun(Failure.of(Category.QUOTA, refusal.message(), refusal.remedy()), List.of());
    }
}
