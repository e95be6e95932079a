package dev.forge.worker;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.Concurrency.Policy;
import dev.forge.contract.workflow.TurnListener.Answer;
import dev.forge.contract.workflow.TurnListener.Refusal;
import dev.forge.contract.workflow.TurnsWorkflow.Arrival;
import dev.forge.contract.workflow.TurnsWorkflow.Asked;
import dev.forge.contract.workflow.TurnsWorkflow.Line;
import dev.forge.contract.workflow.TurnsWorkflow.Place;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import dev.forge.contract.workflow.TurnsWorkflow.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who has a turn, who waits, and who is next. Says what there is to tell the runs, and does nothing by itself. No run is
 * in it twice, whatever executions it has had.
 */
final class TurnOrder {
    /** With usual ids about one of the 2 MB that Temporal takes as a workflow's input. */
    static final int MOST_WAITING = 5_000;

    /** In bytes: what entries may take of those 2 MB. */
    private static final int MOST_WEIGHT = 1_500_000;

    /** What an entry takes beside its run's id: its field names, an execution, a time. */
    private static final int WEIGHT = 200;

    /** Of those who wait, the next ones are looked after. */
    private static final int LOOKED_AFTER = 50;

    private static final int SHOWN = 3;

    private final String pipeline;
    private final String key;
    private int limit;
    private final List<Turn> turns;
    private final List<Asked> waiting;
    private final Set<String> known = new HashSet<>();
    private int weight;
    private List<TurnLetter> letters = new ArrayList<>();

    TurnOrder(Line line) {
        pipeline = line.pipeline();
        key = line.key();
        limit = line.limit();
        turns = new ArrayList<>(line.turns());
        waiting = new ArrayList<>(line.waiting());
        turns.forEach(turn -> enter(turn.ticket()));
        waiting.forEach(asked -> enter(asked.ticket()));
    }

    Line line(Collection<Arrival> arrivals) {
        return new Line(pipeline, key, limit, turns, waiting, List.copyOf(arrivals));
    }

    boolean isEmpty() {
        return turns.isEmpty() && waiting.isEmpty();
    }

    boolean isAnybodyWaiting() {
        return !waiting.isEmpty();
    }

    void arrived(Arrival arrival) {
        arrival.asked().ifPresent(this::admit);
        arrival.givenBack().ifPresent(this::giveBack);
        giveTurns();
    }

    /** Who asks gets in line, or learns at once that there is no room. */
    private void admit(Asked asked) {
        if (known.contains(asked.ticket().runId())) {
            admitAgain(asked);
            return;
        }
        limit = asked.limit();
        giveTurns();
        if (isFullFor(asked.ticket())) {
            tell(asked.ticket(), Optional.of(full()));
        } else {
            enter(asked.ticket());
            waiting.add(placeFor(asked), asked);
            if (asked.policy() == Policy.REPLACE) {
                replaceAllBut(asked);
            }
        }
    }

    /** What it says of the limit is older than what others have said since. */
    private void admitAgain(Asked asked) {
        String run = asked.ticket().runId();
        int turn = indexOf(turns.stream().map(Turn::ticket), run);
        if (turn >= 0) {
            turns.set(turn, again(turns.get(turn), asked.ticket()));
            tell(asked.ticket(), Optional.empty());
        } else {
            waiting.set(indexOf(waiting.stream().map(Asked::ticket), run), asked);
        }
    }

    /** It was another execution that was asked to end. */
    private static Turn again(Turn turn, Ticket ticket) {
        return new Turn(ticket, turn.canceling() && turn.ticket().equals(ticket));
    }

    /** Behind all that were started before it, or at the same time. */
    private int placeFor(Asked asked) {
        int place = waiting.size();
        while (place > 0 && waiting.get(place - 1).startedAt().isAfter(asked.startedAt())) {
            place--;
        }
        return place;
    }

    private void replaceAllBut(Asked newest) {
        if (turns.size() < limit && waiting.size() == 1) {
            return;
        }
        List<Asked> others =
                waiting.stream().filter(other -> !other.equals(newest)).toList();
        others.forEach(other -> {
            giveBack(other.ticket());
            cancel(other.ticket(), newest);
        });
        long room = limit - turns.stream().filter(turn -> !turn.canceling()).count();
        for (int i = 0; i < turns.size() && room < 1; i++) {
            Turn turn = turns.get(i);
            if (!turn.canceling()) {
                turns.set(i, new Turn(turn.ticket(), true));
                cancel(turn.ticket(), newest);
                room++;
            }
        }
    }

    private void cancel(Ticket ticket, Asked newest) {
        letters.add(new TurnLetter.Cancel(
                ticket, "replaced by run " + newest.ticket().runId()));
    }

    /** Whoever gives back what another execution of the run has taken over changes nothing. */
    void giveBack(Ticket ticket) {
        boolean wasThere = turns.removeIf(turn -> turn.ticket().equals(ticket))
                || waiting.removeIf(asked -> asked.ticket().equals(ticket));
        if (wasThere) {
            known.remove(ticket.runId());
            weight -= weightOf(ticket);
        }
    }

    private void enter(Ticket ticket) {
        known.add(ticket.runId());
        weight += weightOf(ticket);
    }

    private static int weightOf(Ticket ticket) {
        return WEIGHT + ticket.runId().length();
    }

    /** As many turns as there is room for. */
    void giveTurns() {
        while (turns.size() < limit && !waiting.isEmpty()) {
            Ticket next = waiting.removeFirst().ticket();
            turns.add(new Turn(next, false));
            tell(next, Optional.empty());
        }
    }

    /** Those that are to be refused unless there is room for them now. */
    List<Ticket> undecided() {
        return waiting.stream()
                .filter(asked -> asked.policy() == Policy.REJECT)
                .map(Asked::ticket)
                .toList();
    }

    /** Those who may have ended without a word. */
    List<Ticket> toLookAfter() {
        return Stream.concat(
                        turns.stream().map(Turn::ticket),
                        waiting.stream().limit(LOOKED_AFTER).map(Asked::ticket))
                .toList();
    }

    /** After a look at {@link #toLookAfter}: whoever is gone loses its place, and for whom there is none still is refused. */
    void looked(List<Ticket> gone, List<Ticket> undecided) {
        gone.forEach(this::giveBack);
        giveTurns();
        undecided.stream()
                .filter(ticket ->
                        waiting.stream().anyMatch(asked -> asked.ticket().equals(ticket)))
                .forEach(ticket -> {
                    giveBack(ticket);
                    tell(ticket, Optional.of(noRoom()));
                });
    }

    Place place(String runId) {
        int place = indexOf(waiting.stream().map(Asked::ticket), runId);
        return new Place(place < 0 ? Optional.empty() : Optional.of(place + 1), waiting.size(), limit, some());
    }

    /** What is to be told since this was asked last. */
    List<TurnLetter> letters() {
        List<TurnLetter> all = letters;
        letters = new ArrayList<>();
        return all;
    }

    private void tell(Ticket ticket, Optional<Refusal> refusal) {
        letters.add(new TurnLetter.Tell(new Answer(ticket, refusal)));
    }

    private boolean isFullFor(Ticket ticket) {
        return waiting.size() >= MOST_WAITING || weight + weightOf(ticket) > MOST_WEIGHT;
    }

    private Refusal full() {
        return new Refusal(
                waiting.size() + " runs of " + Concurrency.told(pipeline, key)
                        + " wait for their turn, and no more can be kept",
                "submit it again when fewer wait, or cancel some of them");
    }

    private Refusal noRoom() {
        String runs = turns.size() == 1 ? "1 run" : turns.size() + " runs";
        String others = turns.size() > SHOWN ? ", …" : "";
        return new Refusal(
                "the pipeline says concurrency: {limit: " + limit + ", policy: reject}, and " + runs + " of "
                        + Concurrency.told(pipeline, key) + (turns.size() == 1 ? " is" : " are") + " at work: "
                        + String.join(", ", some()) + others,
                "submit it again when one of them has ended, or have it wait: policy: queue");
    }

    private List<String> some() {
        return turns.stream().limit(SHOWN).map(turn -> turn.ticket().runId()).toList();
    }

    private static int indexOf(Stream<Ticket> tickets, String run) {
        return tickets.map(Ticket::runId).toList().indexOf(run);
    }
}
