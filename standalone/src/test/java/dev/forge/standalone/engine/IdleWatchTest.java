package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdleWatchTest {
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private boolean open;
    private final IdleWatch watch = new IdleWatch(() -> now, Duration.ofMinutes(10), () -> open);

    @Test
    void anEngineThatNobodyNeededForItsLimitMayEnd() {
        passes(Duration.ofMinutes(9));
        assertThat(watch.expired()).isFalse();

        passes(Duration.ofMinutes(1));
        assertThat(watch.expired()).isTrue();
    }

    @Test
    void aRequestBeginsTheWaitAnew() {
        passes(Duration.ofMinutes(9));
        watch.requested();
        passes(Duration.ofMinutes(9));

        assertThat(watch.expired()).isFalse();
    }

    @Test
    void anOpenRunKeepsItUpHoweverLongItTakes() {
        open = true;
        passes(Duration.ofHours(5));
        assertThat(watch.expired()).isFalse();

        open = false;
        passes(Duration.ofMinutes(9));
        assertThat(watch.expired()).isFalse();
        passes(Duration.ofMinutes(1));
        assertThat(watch.expired()).isTrue();
    }

    private void passes(Duration time) {
        now = now.plus(time);
    }
}
