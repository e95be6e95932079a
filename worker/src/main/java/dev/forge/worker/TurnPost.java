package dev.forge.worker;

import dev.forge.contract.workflow.TurnListener;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Async;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Brings letters to runs, and learns of runs that are not there any more. */
final class TurnPost {
    /** Temporal allows a workflow 2,000 at once. */
    private static final int MOST_AT_ONCE = 500;

    private final Runnable news;
    private int underway;
    private boolean nobodyThere;

    /** Runs {@code news} whenever a letter has arrived, or cannot. */
    TurnPost(Runnable news) {
        this.news = news;
    }

    void send(List<TurnLetter> letters) {
        for (TurnLetter letter : letters) {
            Workflow.await(() -> underway < MOST_AT_ONCE);
            underway++;
            Async.procedure(() -> bring(letter)).handle((_, failure) -> {
                underway--;
                nobodyThere |= failure != null;
                news.run();
                return letter;
            });
        }
    }

    boolean isUnderway() {
        return underway > 0;
    }

    /** Whether a letter could not be brought since this was asked last, since no such run is open. */
    boolean metNobody() {
        boolean met = nobodyThere;
        nobodyThere = false;
        return met;
    }

    /** To whichever execution of the run is open: after a reset it has its answer from there. */
    private static void bring(TurnLetter letter) {
        ExternalWorkflowStub run = Workflow.newUntypedExternalWorkflowStub(WorkflowExecution.newBuilder()
                .setWorkflowId(letter.to().runId())
                .build());
        switch (letter) {
            case TurnLetter.Tell tell -> run.signal(TurnListener.TURN, tell.answer());
            case TurnLetter.Cancel cancel -> run.cancel(cancel.reason());
        }
    }
}
