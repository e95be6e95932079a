package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.TurnsWorkflow.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueuePlacesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final RunReport queued = new RunReport(
            "weather-2",
            "weather-2",
            "weather",
            RunState.QUEUED,
            Optional.empty(),
            Optional.of(new Waiting(
                    "waits for its turn: at most 4 runs of weather at once",
                    NOON,
                    Optional.empty(),
                    Optional.of("nothing"))),
            NOON,
            Optional.empty(),
            List.of(),
            Optional.empty());

    @Test
    void aRunThatWaitsTellsItsPlaceAndWhoIsAtWork() {
        RunReport placed = QueuePlaces.in(queued, new Place(Optional.of(3), 12, 4, List.of("a", "b", "c")));

        assertThat(placed.waiting())
                .contains(new Waiting(
                        "place 3 of 12 in the queue: waits for its turn: at most 4 runs of weather at once",
                        NOON,
                        Optional.empty(),
                        Optional.of(
                                "nothing: it begins when its turn comes; to have it begin sooner, cancel one of those"
                                        + " at work (a, b, c, …) or before it")));
    }

    @Test
    void aRunWhoseTurnHasJustComeIsLeftAsItSaysItself() {
        assertThat(QueuePlaces.in(queued, new Place(Optional.empty(), 0, 4, List.of("weather-2"))))
                .isEqualTo(queued);
    }
}
