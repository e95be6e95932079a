package dev.forge.worker.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.runtime.RuntimeUnavailable;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReaperTest {
    private static final ReaperSettings OFTEN =
            new ReaperSettings(Duration.ofMillis(10), Duration.ZERO, 10, Duration.ZERO);

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final AtomicInteger passes = new AtomicInteger();
    private final CutOffThere cutOffs = new CutOffThere();
    private final RunsThere runtime = new RunsThere().with("weather-7k2m9x", "a-1");

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void whatGoesWrongEndsAPassAndNotTheReaper() {
        runtime.whenListed = () -> {
            if (passes.incrementAndGet() < 3) {
                throw new RuntimeUnavailable("the API server is away", new IOException("refused"));
            }
        };

        try (Reaper _ = start()) {
            Awaitility.await().until(() -> runtime.calls.contains("release weather-7k2m9x"));
        }
    }

    @Test
    void aPlaceOfAttemptsThatIsAwayKeepsNobodyFromBeingTold() {
        runtime.whenListed = () -> {
            throw new RuntimeUnavailable("the API server is away", new IOException("refused"));
        };
        cutOffs.list("weather-7k2m9x", Instant.now());

        try (Reaper _ = start()) {
            Awaitility.await().until(() -> cutOffs.told.contains("weather-7k2m9x"));
        }
    }

    @Test
    void aClosedReaperLooksNoMore() {
        runtime.whenListed = passes::incrementAndGet;
        runtime.hanging.add("a-1");
        Reaper reaper = start();
        Awaitility.await().until(() -> passes.get() > 1);

        reaper.close();

        int atClose = passes.get();
        Awaitility.await().during(Duration.ofMillis(100)).until(() -> passes.get() == atClose);
        assertThat(runtime.calls).isEmpty();
    }

    private Reaper start() {
        return Reaper.start(runtime, temporal.getWorkflowClient(), cutOffs, OFTEN, Clock.systemUTC());
    }
}
