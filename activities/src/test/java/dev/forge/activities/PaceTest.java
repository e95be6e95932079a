package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class PaceTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Sighting NOTHING = new Sighting(Optional.empty(), Optional.empty(), Optional.empty());

    private final ScriptedContext context = new ScriptedContext();

    @Test
    void fewAreToldOfAsOftenAsIsUsual() {
        Pace pace = new Pace(Duration.ofSeconds(2));
        open(pace, 300);
        assertThat(pace.interval(TIMEOUT)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void manyShareWhatAWorkerSends() {
        Pace pace = new Pace(Duration.ofSeconds(2));
        open(pace, 3 * Pace.MOST_PER_SECOND);
        assertThat(pace.interval(TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void noneIsTakenForDeadForItsPace() {
        Pace pace = new Pace(Duration.ofSeconds(2));
        open(pace, 5_000);
        assertThat(pace.interval(TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(new Pace(Duration.ofMinutes(1)).interval(TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void whatIsOverCountsNoMore() {
        Pace pace = new Pace(Duration.ofSeconds(2));
        Heartbeat heartbeat = context.heartbeat(pace);
        open(pace, 3 * Pace.MOST_PER_SECOND);
        heartbeat.close();
        assertThat(pace.interval(TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anAttemptsHandleIsToldAtOnceWhateverWasToldBefore() {
        try (Heartbeat heartbeat = context.heartbeat(new Pace(Duration.ofHours(1)))) {
            heartbeat.tell(NOTHING);
            heartbeat.tell(NOTHING);
            assertThat(context.heard).hasSize(1);
            Sighting launched = Sighting.of(new Launched("job", "uid"));
            heartbeat.tellAtOnce(launched);
            assertThat(context.heard).last().isEqualTo(launched);
        }
    }

    /** A try after a worker's death that does not find it would launch once more. */
    @Test
    void anAttemptsHandleIsNotForgottenWhileSomethingElseIsDone() {
        Sighting launched = Sighting.of(new Launched("job", "uid"));
        try (Heartbeat heartbeat = context.heartbeat()) {
            heartbeat.tellAtOnce(launched);
            heartbeat.during(() -> Awaitility.await().until(() -> context.heard.size() > 1, heardMore -> heardMore));
            assertThat(context.heard).containsOnly(launched);
        }
    }

    @Test
    void whyAnEndTakesItsTimeIsToldAtOnceAndOnlyOnce() {
        Sighting asked = Sighting.before(Waiting.passing("it was asked to end", Instant.EPOCH));
        Sighting gone = Sighting.before(Waiting.passing("its node does not answer", Instant.EPOCH));
        try (Heartbeat heartbeat = context.heartbeat(new Pace(Duration.ofHours(1)))) {
            heartbeat.tell(NOTHING);
            heartbeat.tellWhileEnding(asked);
            heartbeat.tellWhileEnding(asked);
            heartbeat.tellWhileEnding(gone);
            assertThat(context.heard).containsExactly(NOTHING, asked, gone);
        }
    }

    private void open(Pace pace, int many) {
        for (int i = 0; i < many; i++) {
            context.heartbeat(pace);
        }
    }
}
