package dev.forge.starter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.starter.harness.MovedClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomForRunsTest {
    private final MovedClock clock = new MovedClock();
    private long open;
    private int counts;
    private final RoomForRuns room = new RoomForRuns(
            Optional.of(10),
            () -> {
                counts++;
                return open;
            },
            clock);

    @Test
    void asManyBeginAsThereIsRoomForAndTheNextWaits() {
        open = 7;

        enter(3);

        assertThatThrownBy(room::enter).isInstanceOf(NotTakenYet.class).hasMessageContaining("allows, 10");
        assertThat(room.full()).isPresent();
    }

    @Test
    void temporalIsAskedOnceInTwoSecondsHoweverManyWait() {
        open = 10;

        for (int waiting = 0; waiting < 50; waiting++) {
            assertThatThrownBy(room::enter).isInstanceOf(NotTakenYet.class);
        }
        assertThat(counts).isOne();

        open = 9;
        clock.pass(RoomForRuns.LOOK);
        enter(1);
        assertThat(counts).isEqualTo(2);
        assertThat(room.lastCount()).map(RoomForRuns.Count::open).contains(9L);
    }

    @Test
    void whatTheCountMayNotKnowYetIsAddedToIt() {
        open = 0;
        enter(10);

        clock.pass(RoomForRuns.LOOK);
        assertThatThrownBy(room::enter).isInstanceOf(NotTakenYet.class);

        clock.pass(RoomForRuns.LOOK);
        enter(10);
    }

    @Test
    void whereNobodyCountsNobodyBegins() {
        RoomForRuns blind = new RoomForRuns(
                Optional.of(10),
                () -> {
                    throw new IllegalStateException("visibility is away");
                },
                clock);

        assertThatThrownBy(blind::enter).isInstanceOf(NotTakenYet.class).hasMessageContaining("visibility is away");
        assertThat(blind.of(50)).isZero();
    }

    @Test
    void whileNobodyCountsOneWaitsForAnAnswerAndTheOthersHearWhatItHeard() {
        RoomForRuns slow = new RoomForRuns(
                Optional.of(10),
                () -> {
                    counts++;
                    // As long as a call to Temporal takes at most: longer than a count is good for.
                    clock.pass(Duration.ofSeconds(5));
                    throw new IllegalStateException("visibility is away");
                },
                clock);

        for (int waiting = 0; waiting < 50; waiting++) {
            assertThatThrownBy(slow::enter).isInstanceOf(NotTakenYet.class).hasMessageContaining("visibility is away");
        }
        assertThat(counts).isOne();

        clock.pass(RoomForRuns.LOOK);
        assertThatThrownBy(slow::enter).isInstanceOf(NotTakenYet.class);
        assertThat(counts).isEqualTo(2);
    }

    @Test
    void onceSomebodyCountsAgainRunsBegin() {
        RoomForRuns back = new RoomForRuns(
                Optional.of(10),
                () -> {
                    if (counts++ == 0) {
                        throw new IllegalStateException("visibility is away");
                    }
                    return 0;
                },
                clock);
        assertThatThrownBy(back::enter).isInstanceOf(NotTakenYet.class);

        clock.pass(RoomForRuns.LOOK);

        assertThatCode(back::enter).doesNotThrowAnyException();
    }

    @Test
    void withoutALimitNobodyCounts() {
        RoomForRuns any = new RoomForRuns(
                Optional.empty(),
                () -> {
                    throw new AssertionError("is not to be asked");
                },
                clock);

        assertThatCode(any::enter).doesNotThrowAnyException();
        assertThat(any.full()).isEmpty();
        assertThat(any.of(50)).isEqualTo(50);
    }

    private void enter(int times) {
        for (int number = 0; number < times; number++) {
            room.enter();
        }
    }
}
