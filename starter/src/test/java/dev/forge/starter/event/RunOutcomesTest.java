package dev.forge.starter.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.FoundRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunOutcomesTest {
    private static final RunReport ENDED =
            Lives.run(RunState.RUNNING).withEnd(RunState.SUCCEEDED, Optional.of(Lives.NOON), Optional.empty());

    private final AtomicInteger looks = new AtomicInteger();
    private volatile RunReport report = Lives.run(RunState.RUNNING);
    private volatile boolean away;
    private final RunFeeds feeds = new RunFeeds(this::look, Duration.ofMillis(10));
    private final RunFeeds slow = new RunFeeds(this::look, Duration.ofHours(1));

    @AfterEach
    void close() {
        feeds.close();
        slow.close();
    }

    @Test
    void aRunThatEndsInTimeIsAnswered() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            RunOutcomes outcomes = new RunOutcomes(this::look, feeds);
            CompletableFuture<Optional<FoundRun>> waited =
                    CompletableFuture.supplyAsync(() -> outcomes.await("r", Duration.ofMinutes(1)), threads);
            await().until(() -> looks.get() > 2);
            assertThat(waited).isNotDone();
            report = ENDED;

            await().until(waited::isDone);
            assertThat(waited.get().orElseThrow().report().state()).isEqualTo(RunState.SUCCEEDED);
        }
        await().until(() -> feeds.size() == 0);
    }

    @Test
    void aRunThatGoesOnIsNotWaitedForAnyLonger() {
        assertThat(new RunOutcomes(this::look, feeds).await("r", Duration.ofMillis(50)))
                .isEmpty();
        assertThat(feeds.size()).isZero();
    }

    @Test
    void aRunThatHasEndedSinceTheLastLookIsAnsweredWhenTheTimeIsOver() {
        RunOutcomes outcomes = new RunOutcomes(id -> FoundRun.archived(record(ENDED)), slow);

        assertThat(outcomes.await("r", Duration.ofMillis(50))).isPresent();
    }

    @Test
    void aTemporalThatGoesAwayMeanwhileIsNoAnswer() {
        away = true;

        assertThat(new RunOutcomes(this::look, feeds).await("r", Duration.ofMillis(50)))
                .isEmpty();
    }

    private FoundRun look(String id) {
        looks.incrementAndGet();
        if (away) {
            throw new TemporalUnavailable("away", new IllegalStateException(id));
        }
        return FoundRun.archived(record(report));
    }

    private static RunRecord record(RunReport report) {
        return new RunRecord(report, new RunRecord.Execution("e", Lives.NOON), 1, RunOrigin.unknown());
    }
}
