package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Concurrency.Policy;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TurnListener.Answer;
import dev.forge.contract.workflow.TurnListener.Refusal;
import dev.forge.contract.workflow.TurnsWorkflow.Arrival;
import dev.forge.contract.workflow.TurnsWorkflow.Asked;
import dev.forge.contract.workflow.TurnsWorkflow.Line;
import dev.forge.contract.workflow.TurnsWorkflow.Place;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TurnOrderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TurnOrder order = new TurnOrder(Line.empty("weather", "acme", 1));

    @Test
    void whoCameFirstIsServedFirst() {
        asks("a", 1, 2, Policy.QUEUE);
        asks("b", 2, 2, Policy.QUEUE);
        asks("c", 3, 2, Policy.QUEUE);

        assertThat(served()).containsExactly("a", "b");
        givesBack("a");
        assertThat(served()).containsExactly("c");
    }

    @Test
    void whoWasStartedEarlierAndAsksLaterIsServedFirst() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("c", 3, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);

        assertThat(served()).containsExactly("a");
        givesBack("a");
        assertThat(served()).containsExactly("b");
    }

    @Test
    void thePlaceInTheQueueIsTold() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);
        asks("c", 3, 1, Policy.QUEUE);
        served();

        assertThat(order.place("c")).isEqualTo(new Place(Optional.of(2), 2, 1, List.of("a")));
        assertThat(order.place("a").number()).isEmpty();
        assertThat(order.place("nobody").number()).isEmpty();
    }

    @Test
    void askingOnceMoreChangesNothing() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);
        asks("c", 3, 1, Policy.QUEUE);
        served();

        asks("b", 2, 1, Policy.QUEUE);

        assertThat(served()).isEmpty();
        assertThat(order.place("b").number()).contains(1);
        assertThat(order.place("c").of()).isEqualTo(2);
    }

    @Test
    void anotherExecutionOfARunTakesOverItsTurnAndHoldsNoSecond() {
        asks("a", 1, 2, Policy.QUEUE);
        asks("b", 2, 2, Policy.QUEUE);
        asks("c", 3, 2, Policy.QUEUE);
        served();

        order.arrived(
                new Arrival(Optional.of(new Asked(new Ticket("a", "after"), NOON, 2, Policy.QUEUE)), Optional.empty()));

        assertThat(served()).containsExactly("a");
        givesBack("a");
        assertThat(served())
                .as("what the execution before gives back is not its any more")
                .isEmpty();
        order.arrived(new Arrival(Optional.empty(), Optional.of(new Ticket("a", "after"))));
        assertThat(served()).containsExactly("c");
    }

    @Test
    void anotherExecutionOfARunTakesOverItsPlaceInTheQueue() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);
        asks("c", 3, 1, Policy.QUEUE);
        served();

        order.arrived(new Arrival(
                Optional.of(new Asked(new Ticket("b", "after"), NOON.plusSeconds(9), 1, Policy.QUEUE)),
                Optional.empty()));

        assertThat(order.place("b")).isEqualTo(new Place(Optional.of(1), 2, 1, List.of("a")));
    }

    @Test
    void theNewestWordOnTheLimitCounts() {
        asks("a", 1, 2, Policy.QUEUE);
        asks("b", 2, 2, Policy.QUEUE);
        assertThat(served()).containsExactly("a", "b");

        asks("c", 3, 1, Policy.QUEUE);
        givesBack("a");
        assertThat(served()).isEmpty();
        asks("d", 4, 3, Policy.QUEUE);
        assertThat(served()).containsExactly("c", "d");
    }

    @Test
    void whoAsksOnceMoreDoesNotBringAnOlderLimitBack() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);
        asks("c", 3, 2, Policy.QUEUE);
        assertThat(served()).containsExactly("a", "b");

        asks("a", 1, 1, Policy.QUEUE);

        assertThat(order.place("c").limit()).isEqualTo(2);
    }

    @Test
    void aNewerRunReplacesThoseAtWorkAndThoseThatWait() {
        asks("a", 1, 1, Policy.QUEUE);
        asks("b", 2, 1, Policy.QUEUE);
        served();

        asks("c", 3, 1, Policy.REPLACE);

        assertThat(canceled()).containsExactly("b", "a");
        assertThat(order.place("c")).isEqualTo(new Place(Optional.of(1), 1, 1, List.of("a")));
        givesBack("b");
        assertThat(served()).as("what it replaces has not ended yet").isEmpty();
        givesBack("a");
        assertThat(served()).containsExactly("c");
    }

    @Test
    void noMoreAreReplacedThanNeeded() {
        asks("a", 1, 2, Policy.REPLACE);
        asks("b", 2, 2, Policy.REPLACE);
        assertThat(canceled()).isEmpty();

        asks("c", 3, 2, Policy.REPLACE);
        assertThat(canceled()).containsExactly("a");
        asks("d", 4, 2, Policy.REPLACE);
        assertThat(canceled()).as("a ends already").containsExactly("c");
        givesBack("a");
        assertThat(served()).containsExactly("d");
    }

    @Test
    void whoIsToBeRejectedIsOnlyAfterALook() {
        asks("a", 1, 1, Policy.QUEUE);
        served();
        asks("b", 2, 1, Policy.REJECT);

        assertThat(served()).isEmpty();
        List<Ticket> undecided = order.undecided();
        assertThat(undecided).extracting(Ticket::runId).containsExactly("b");
        order.looked(List.of(), undecided);

        assertThat(refused())
                .singleElement()
                .extracting(Refusal::message)
                .isEqualTo("the pipeline says concurrency: {limit: 1, policy: reject}, and 1 run of weather for"
                        + " \"acme\" is at work: a");
        assertThat(order.isAnybodyWaiting()).isFalse();
    }

    @Test
    void whoIsGoneLeavesRoomForWhoWasToBeRejected() {
        asks("a", 1, 1, Policy.QUEUE);
        served();
        asks("b", 2, 1, Policy.REJECT);

        order.looked(List.of(ticket("a")), order.undecided());

        assertThat(served()).containsExactly("b");
    }

    @Test
    void noMoreCanWaitThanAHistoryCanCarry() throws Exception {
        IntStream.rangeClosed(0, TurnOrder.MOST_WAITING)
                .forEach(i -> asks("a-run-with-a-name-of-usual-length-" + i, i, 1, Policy.QUEUE));
        order.giveTurns();
        asks("one-more", 9_999, 1, Policy.QUEUE);

        assertThat(refused())
                .singleElement()
                .extracting(Refusal::message)
                .isEqualTo("5000 runs of weather for \"acme\" wait for their turn, and no more can be kept");
        assertThat(HistoryFormat.mapper().writeValueAsBytes(order.line(List.of())).length)
                .isLessThan(2_000_000);
    }

    @Test
    void runsWithTheLongestIdsAreRefusedBeforeAHistoryCannotCarryThem() throws Exception {
        IntStream.range(0, 3_000).forEach(i -> asks("r".repeat(990) + i, i, 1, Policy.QUEUE));

        assertThat(refused()).isNotEmpty();
        assertThat(HistoryFormat.mapper().writeValueAsBytes(order.line(List.of())).length)
                .isLessThan(2_000_000);
    }

    @Test
    void itGoesOnFromWhatItHasWritten() throws Exception {
        asks("a", 1, 1, Policy.QUEUE);
        served();
        asks("b", 2, 1, Policy.REPLACE);
        canceled();
        List<Arrival> arrivals = List.of(new Arrival(Optional.empty(), Optional.of(ticket("a"))));
        byte[] written = HistoryFormat.mapper().writeValueAsBytes(order.line(arrivals));

        Line read = HistoryFormat.mapper().readValue(written, Line.class);

        assertThat(read).isEqualTo(order.line(arrivals));
        assertThat(read.turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.canceling()).isTrue());
        TurnOrder other = new TurnOrder(read);
        read.arrivals().forEach(other::arrived);
        other.giveTurns();
        assertThat(other.place("x").turns()).containsExactly("b");
    }

    private void asks(String run, int second, int limit, Policy policy) {
        Asked asked = new Asked(ticket(run), NOON.plusSeconds(second), limit, policy);
        order.arrived(new Arrival(Optional.of(asked), Optional.empty()));
    }

    private void givesBack(String run) {
        order.arrived(new Arrival(Optional.empty(), Optional.of(ticket(run))));
    }

    private static Ticket ticket(String run) {
        return new Ticket(
                run,
                UUID.nameUUIDFromBytes(run.getBytes(StandardCharsets.UTF_8)).toString());
    }

    /** Whose turn has come since this was asked last. */
    private List<String> served() {
        order.giveTurns();
        return answers()
                .filter(answer -> answer.refusal().isEmpty())
                .map(answer -> answer.ticket().runId())
                .toList();
    }

    private List<Refusal> refused() {
        return answers().flatMap(answer -> answer.refusal().stream()).toList();
    }

    private Stream<Answer> answers() {
        return order.letters().stream()
                .filter(TurnLetter.Tell.class::isInstance)
                .map(TurnLetter.Tell.class::cast)
                .map(TurnLetter.Tell::answer);
    }

    private List<String> canceled() {
        return order.letters().stream()
                .filter(TurnLetter.Cancel.class::isInstance)
                .map(letter -> letter.to().runId())
                .toList();
    }
}
