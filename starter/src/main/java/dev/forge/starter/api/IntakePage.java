package dev.forge.starter.api;

import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.Intakes;
import dev.forge.starter.intake.RoomForRuns;
import dev.forge.starter.intake.RoomForRuns.Count;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All queues from which this starter takes requests.
 *
 * @param intakes empty where none is configured
 * @param openRuns where there is a limit of them
 */
record IntakePage(List<IntakeDetail> intakes, Optional<OpenRuns> openRuns) {
    IntakePage {
        intakes = List.copyOf(intakes);
    }

    /**
     * How many runs are open, whoever started them.
     *
     * @param limit while there are as many, no message is taken
     * @param counted as Temporal counted them when a message came last
     * @param at when that was
     */
    record OpenRuns(int limit, Optional<Long> counted, Optional<Instant> at) {
        static Optional<OpenRuns> of(RoomForRuns room) {
            return room.limit()
                    .map(limit -> new OpenRuns(
                            limit,
                            room.lastCount().map(Count::open),
                            room.lastCount().map(Count::at)));
        }
    }

    static IntakePage of(Intakes intakes) {
        return new IntakePage(
                intakes.states().stream()
                        .map(IntakeState::snapshot)
                        .map(IntakeDetail::of)
                        .toList(),
                OpenRuns.of(intakes.room()));
    }
}
