package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnwillingQueuesTest {
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final MovedClock clock = new MovedClock();
    private final UnwillingQueues unwilling = new UnwillingQueues(clock);

    @Test
    void aQueueThatTookNothingIsLeftAloneForAWhileAndSaidOnce() {
        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full", WHILE)).isTrue();
        assertThat(unwilling.isLeftAlone("full")).isTrue();
        assertThat(unwilling.isLeftAlone("other")).isFalse();

        clock.pass(WHILE);
        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full", WHILE)).isFalse();
    }

    @Test
    void oneThatIsSaidNeedNotBeLeftAlone() {
        assertThat(unwilling.add("missing", Duration.ZERO)).isTrue();
        assertThat(unwilling.isLeftAlone("missing")).isFalse();
        assertThat(unwilling.add("missing", Duration.ZERO)).isFalse();
    }

    @Test
    void whatTakesAgainIsNoneOfThem() {
        unwilling.add("full", WHILE);
        unwilling.remove("full");

        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full", WHILE)).isTrue();
    }

    @Test
    void sendersWhoThinkNamesUpFillNoMemory() {
        for (int number = 0; number < 20_000; number++) {
            unwilling.add("name-" + number, WHILE);
        }

        assertThat(unwilling.isLeftAlone("name-0")).isFalse();
        assertThat(unwilling.isLeftAlone("name-19999")).isTrue();
    }
}
