package dev.forge.worker;

import dev.forge.contract.workflow.TurnActivities.TurnsOpen;
import dev.forge.contract.workflow.TurnActivities.TurnsOver;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import io.temporal.workflow.Async;
import java.util.List;
import java.util.Optional;

/** A look at whether those who have a turn or wait for one are still there. */
final class TurnLook {
    private final List<Ticket> undecided;
    private Optional<TurnsOver> seen = Optional.empty();

    private TurnLook(List<Ticket> undecided) {
        this.undecided = undecided;
    }

    /** Runs {@code news} when it is over. */
    static TurnLook begin(TurnOrder order, Runnable news) {
        TurnLook look = new TurnLook(order.undecided());
        TurnsOpen open = new TurnsOpen(order.toLookAfter());
        Async.function(() -> Calls.turnsLook("look who is gone").turnsOver(open))
                .handle((over, failure) -> {
                    // Where nobody can say, nobody is taken for gone; the next look may tell.
                    look.seen = Optional.of(failure == null ? over : new TurnsOver(List.of()));
                    news.run();
                    return over;
                });
        return look;
    }

    /** Who gone are; empty while it lasts. */
    Optional<TurnsOver> seen() {
        return seen;
    }

    /** Those that were to be refused when it began, unless there is room for them. */
    List<Ticket> undecided() {
        return undecided;
    }
}
