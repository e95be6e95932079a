package dev.forge.worker;

import dev.forge.contract.workflow.TurnActivities.TurnsOver;
import dev.forge.contract.workflow.TurnsWorkflow;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the turns of the runs with one key. What arrives is put aside by the signals' handlers and looked at in the one
 * loop, so that it stays in its order and goes along when the workflow continues as new.
 */
public final class TurnsWorkflowImpl implements TurnsWorkflow {
    /** With the longest ids a quarter of a megabyte, which {@link TurnOrder} leaves free of two. */
    private static final int MOST_ALONG = 200;

    private static final Instant LONG_AGO = Instant.EPOCH;

    private final TurnsRhythm rhythm;
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final TurnPost post = new TurnPost(this::news);
    private TurnOrder order = new TurnOrder(Line.empty("", "", 1));
    private Instant lookedAt = RunJournal.now();
    private Optional<TurnLook> look = Optional.empty();
    private boolean news;

    public TurnsWorkflowImpl() {
        this(TurnsRhythm.DEFAULT);
    }

    TurnsWorkflowImpl(TurnsRhythm rhythm) {
        this.rhythm = rhythm;
    }

    @Override
    public void ask(Asked asked) {
        arrived(new Arrival(Optional.of(asked), Optional.empty()));
    }

    @Override
    public void giveBack(Ticket ticket) {
        arrived(new Arrival(Optional.empty(), Optional.of(ticket)));
    }

    @Override
    public Place place(String runId) {
        return order.place(runId);
    }

    @Override
    public void keep(Line line) {
        // Somebody may cancel it in Temporal, for which it has no use: it ends when nobody needs it.
        Detached.run(() -> keepUntilNobodyIsLeft(line));
    }

    private void keepUntilNobodyIsLeft(Line line) {
        order = new TurnOrder(line);
        lookedAt = line.turns().isEmpty() ? lookedAt : LONG_AGO;
        // They came before whatever has come to this execution already.
        line.arrivals().reversed().forEach(arrivals::addFirst);
        while (true) {
            goOn();
            if (isOver()) {
                return;
            }
            if (isLong() && look.isEmpty()) {
                continueAsNew();
            } else {
                awaitNews();
            }
        }
    }

    /** All that is to be done now. */
    private void goOn() {
        news = false;
        if (post.metNobody()) {
            // Whose place that was is free when nothing of it runs any more, which a look tells.
            lookedAt = LONG_AGO;
        }
        look.flatMap(TurnLook::seen).ifPresent(this::looked);
        while (!arrivals.isEmpty()) {
            order.arrived(arrivals.removeFirst());
        }
        order.giveTurns();
        post.send(order.letters());
    }

    private boolean isOver() {
        return order.isEmpty() && arrivals.isEmpty() && !post.isUnderway();
    }

    private void awaitNews() {
        if (look.isPresent()) {
            Workflow.await(() -> news);
            return;
        }
        Duration untilDue = Duration.between(RunJournal.now(), nextLook());
        if (!untilDue.isPositive() || !Workflow.await(untilDue, () -> news)) {
            look = Optional.of(TurnLook.begin(order, this::news));
            lookedAt = RunJournal.now();
        }
    }

    private Instant nextLook() {
        if (!order.undecided().isEmpty()) {
            return RunJournal.now();
        }
        return lookedAt.plus(order.isAnybodyWaiting() ? rhythm.looksEvery() : rhythm.looksIdlyEvery());
    }

    private void looked(TurnsOver gone) {
        List<Ticket> undecided = look.orElseThrow().undecided();
        look = Optional.empty();
        order.looked(gone.tickets(), undecided);
    }

    private boolean isLong() {
        return Workflow.getInfo().isContinueAsNewSuggested()
                || Workflow.getInfo().getHistoryLength() >= rhythm.mostEvents();
    }

    /** What is under way would be lost; what arrives meanwhile goes along, unless it is so much that it is looked at first. */
    private void continueAsNew() {
        Workflow.await(() -> !post.isUnderway());
        if (arrivals.size() <= MOST_ALONG) {
            Workflow.newContinueAsNewStub(TurnsWorkflow.class).keep(order.line(arrivals));
        }
    }

    private void arrived(Arrival arrival) {
        arrivals.addLast(arrival);
        news();
    }

    private void news() {
        news = true;
    }
}
