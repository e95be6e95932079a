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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class RunFeedsTest {
    private final AtomicInteger looks = new AtomicInteger();
    private volatile RunReport report = Lives.run(RunState.RUNNING);
    private volatile boolean away;
    private final RunFeeds feeds = new RunFeeds(this::look, Duration.ofMillis(10));

    @AfterEach
    void close() {
        feeds.close();
    }

    @Test
    void manyReadersCostNoMoreThanOne() {
        List<Disposable> readers = new CopyOnWriteArrayList<>();
        AtomicInteger seen = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            readers.add(feeds.of("r").subscribe(_ -> seen.incrementAndGet()));
        }
        await().until(() -> looks.get() > 5);
        readers.forEach(Disposable::dispose);

        assertThat(seen.get()).isGreaterThan(3 * looks.get());
        assertThat(feeds.size()).isZero();
    }

    @Test
    void nobodyLooksOnceTheLastReaderIsGone() {
        Disposable one = feeds.of("r").subscribe();
        Disposable other = feeds.of("r").subscribe();
        one.dispose();
        assertThat(feeds.size()).isEqualTo(1);
        other.dispose();

        assertThat(feeds.size()).isZero();
        int then = looks.get();
        await().during(Duration.ofMillis(200)).until(() -> looks.get() <= then + 1);
    }

    @Test
    void endsWithTheRun() {
        List<RunState> states = new CopyOnWriteArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        feeds.of("r").subscribe(run -> states.add(run.report().state()), _ -> {}, ended::incrementAndGet);
        await().until(() -> !states.isEmpty());
        report = report.withEnd(RunState.SUCCEEDED, Optional.of(Lives.NOON), Optional.empty());

        await().until(() -> ended.get() == 1);
        assertThat(states).endsWith(RunState.SUCCEEDED);
        await().until(() -> feeds.size() == 0);
    }

    @Test
    void aTemporalThatIsAwayIsWaitedFor() {
        away = true;
        List<FoundRun> seen = new CopyOnWriteArrayList<>();
        Disposable reader = feeds.of("r").subscribe(seen::add);
        await().until(() -> looks.get() > 2);
        assertThat(seen).isEmpty();
        away = false;

        await().until(() -> !seen.isEmpty());
        reader.dispose();
    }

    @Test
    void whereManyAreWatchedEachIsLookedAtMoreRarely() {
        List<Disposable> readers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 300; i++) {
            readers.add(feeds.of("r" + i).subscribe());
        }
        assertThat(feeds.pause()).isEqualTo(Duration.ofSeconds(3));
        readers.forEach(Disposable::dispose);

        assertThat(feeds.pause()).isEqualTo(Duration.ofMillis(10));
    }

    private FoundRun look(String id) {
        looks.incrementAndGet();
        if (away) {
            throw new TemporalUnavailable("away", new IllegalStateException(id));
        }
        return FoundRun.archived(
                new RunRecord(report, new RunRecord.Execution("e", Lives.NOON), 1, RunOrigin.unknown()));
    }
}
