package dev.forge.starter.watch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityNotExistsException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SpellTest {
    private final AtomicInteger beats = new AtomicInteger();

    @Test
    void whoeverIsGivenUpMeanwhileMayDoNothingMore() {
        try (Spell spell = Spell.begin(givenUpAfter(1))) {
            spell.check();
            Awaitility.await().until(() -> beats.get() > 1);
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThatThrownBy(spell::check).isInstanceOf(ActivityNotExistsException.class));
        }
    }

    @Test
    void whoeverIsGivenUpBeforeItBeginsDoesNothing() {
        assertThatThrownBy(() -> Spell.begin(givenUpAfter(0))).isInstanceOf(ActivityNotExistsException.class);
    }

    /** The end of a workflow cannot be timed to a heartbeat. */
    private ActivityExecutionContext givenUpAfter(int fine) {
        return (ActivityExecutionContext) Proxy.newProxyInstance(
                ActivityExecutionContext.class.getClassLoader(),
                new Class<?>[] {ActivityExecutionContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("heartbeat") && beats.incrementAndGet() > fine) {
                        throw new ActivityNotExistsException((ActivityInfo) null, null);
                    }
                    return null;
                });
    }
}
