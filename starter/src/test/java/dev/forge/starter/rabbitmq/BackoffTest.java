package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final MovedClock clock = new MovedClock();
    private final Backoff backoff = new Backoff(clock);

    @Test
    void pausesGrowToTheLongest() {
        assertThat(backoff.next()).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
        for (int number = 0; number < 10; number++) {
            backoff.next();
        }
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void itLastsAsLongAsItsTriesDoAndNotOnlyItsPauses() {
        Duration most = Duration.ofMinutes(10);
        backoff.next();
        assertThat(backoff.lasts(most)).isFalse();

        // One try that waits behind others.
        clock.pass(Duration.ofMinutes(11));

        assertThat(backoff.lasts(most)).isTrue();
    }
}
