package dev.forge.contract.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theRemedyOfWhatUsuallyPassesIsToldOnceItHasLasted() {
        Waiting archive = waiting(Waiting.ifItLasts("see that PostgreSQL is up"));

        assertThat(archive.toldAt(NOON.plusSeconds(2)).passes()).isTrue();
        assertThat(archive.toldAt(NOON.plusSeconds(11))).isEqualTo(waiting("see that PostgreSQL is up"));
    }

    @Test
    void anyOtherRemedyIsToldAtOnce() {
        Waiting node = waiting("have a larger node added");

        assertThat(node.toldAt(NOON)).isEqualTo(node);
    }

    private static Waiting waiting(String remedy) {
        return new Waiting("it waits", NOON, Optional.empty(), Optional.of(remedy));
    }
}
