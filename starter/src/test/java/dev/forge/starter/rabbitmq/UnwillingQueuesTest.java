package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.MovedClock;
import org.junit.jupiter.api.Test;

class UnwillingQueuesTest {
    private final MovedClock clock = new MovedClock();
    private final UnwillingQueues unwilling = new UnwillingQueues(clock);

    @Test
    void aQueueThatTookNothingIsLeftAloneForAWhileAndSaidOnce() {
        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full")).isTrue();
        assertThat(unwilling.isLeftAlone("full")).isTrue();
        assertThat(unwilling.isLeftAlone("other")).isFalse();

        clock.pass(UnwillingQueues.LEFT_ALONE);
        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full")).isFalse();
    }

    @Test
    void whatTakesAgainIsNoneOfThem() {
        unwilling.add("full");
        unwilling.remove("full");

        assertThat(unwilling.isLeftAlone("full")).isFalse();
        assertThat(unwilling.add("full")).isTrue();
    }

    @Test
    void sendersWhoThinkNamesUpFillNoMemory() {
        for (int number = 0; number < 20_000; number++) {
            unwilling.add("name-" + number);
        }

        assertThat(unwilling.isLeftAlone("name-0")).isFalse();
        assertThat(unwilling.isLeftAlone("name-19999")).isTrue();
    }
}
