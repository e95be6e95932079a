package dev.forge.starter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomForRunsTest {
    private final Ticking clock = new Ticking();
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
        clock.now = clock.now.plus(RoomForRuns.LOOK);
        enter(1);
        assertThat(counts).isEqualTo(2);
        assertThat(room.lastCount()).map(RoomForRuns.Count::open).contains(9L);
    }

    @Test
    void whatTheCountMayNotKnowYetIsAddedToIt() {
        open = 0;
        enter(10);

        clock.now = clock.now.plus(RoomForRuns.LOOK);
        assertThatThrownBy(room::enter).isInstanceOf(NotTakenYet.class);

        clock.now = clock.now.plus(RoomForRuns.LOOK);
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

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-29T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
