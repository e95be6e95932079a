package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.attempt;
import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RunStatsIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Runs runs = FRESH.archive().runs();

    @BeforeEach
    void empty() throws SQLException {
        FRESH.archive().migrate();
        FRESH.execute("TRUNCATE runs, steps, attempts, tallies");
    }

    @Test
    void runsAreCountedByTheirEndAndRetriesByTheirLaunch() {
        runs.record(run("a").record());
        runs.record(run("b").in(RunState.FAILED)
                .with(step(
                        "s",
                        attempt(1, Counts.FIRST, NOON),
                        attempt(2, Counts.RETRY, NOON.plusSeconds(5)),
                        attempt(3, Counts.DISRUPTION, NOON.plusSeconds(9)),
                        attempt(4, Counts.RETRY, NOON.plusSeconds(12))))
                .record());
        runs.record(run("c").in(RunState.CANCELED).record());
        runs.record(run("d").of("imaging")
                .in(RunState.RUNNING)
                .with(step("s", attempt(1, Counts.FIRST, NOON), attempt(2, Counts.RETRY, NOON)))
                .record());

        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(1, 1, 3));
        assertThat(runs.statsByPipeline(Instant.EPOCH))
                .hasSize(2)
                .containsEntry("imaging", new RunStats(0, 0, 1))
                .containsEntry("weather", new RunStats(1, 1, 2));
    }

    @Test
    void onlyWhatHappenedAtAnInstantOrLaterIsCounted() {
        Instant end = NOON.plusSeconds(60);
        runs.record(run("day-before").startedAt(NOON.minus(Duration.ofDays(1))).record());
        runs.record(run("that-day").record());
        runs.record(run("day-after").startedAt(NOON.plus(Duration.ofDays(1))).record());

        assertThat(runs.stats(NOON.minus(Duration.ofDays(1))).succeeded()).isEqualTo(3);
        assertThat(runs.stats(Instant.parse("2026-03-29T00:00:00Z")).succeeded())
                .isEqualTo(2);
        assertThat(runs.stats(end).succeeded()).isEqualTo(2);
        assertThat(runs.stats(end.plusMillis(1)).succeeded()).isEqualTo(1);
        assertThat(runs.statsByPipeline(NOON.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void retriesOfADayThatHasBegunAreCountedFromTheInstantOn() {
        runs.record(run("a").with(step("s", attempt(1, Counts.FIRST, NOON), attempt(2, Counts.RETRY, NOON)))
                .record());

        assertThat(runs.stats(NOON).retried()).isEqualTo(1);
        assertThat(runs.stats(NOON.plusMillis(1)).retried()).isZero();
    }

    @Test
    void aRunThatGoesOnAfterItsFailureIsNoFailureAnyMore() {
        runs.record(run("a").in(RunState.FAILED).record());
        runs.record(run("a").execution("second", NOON.plusSeconds(90))
                .in(RunState.RUNNING)
                .record());
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(0, 0, 0));

        runs.record(
                run("a").execution("second", NOON.plusSeconds(90)).revision(2).record());
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(1, 0, 0));
    }

    @Test
    void aRunWhosePipelineBecomesKnownIsCountedThere() {
        runs.record(run("a").of("")
                .in(RunState.RUNNING)
                .with(step("s", attempt(1, Counts.FIRST, NOON), attempt(2, Counts.RETRY, NOON)))
                .record());
        runs.record(run("a").revision(2)
                .with(step("s", attempt(1, Counts.FIRST, NOON), attempt(2, Counts.RETRY, NOON)))
                .record());

        assertThat(runs.statsByPipeline(Instant.EPOCH)).hasSize(1).containsEntry("weather", new RunStats(1, 0, 1));
    }

    @Test
    void manyThatAreRecordedAtOnceAreAllCounted() throws Exception {
        Together.all(
                100,
                number -> runs.record(run("run-" + number)
                        .of("pipeline-" + number % 3)
                        .startedAt(NOON.plus(Duration.ofDays(number % 4)))
                        .in(number % 2 == 0 ? RunState.SUCCEEDED : RunState.FAILED)
                        .with(step(
                                "s",
                                attempt(1, Counts.FIRST, NOON),
                                attempt(2, Counts.RETRY, NOON.plus(Duration.ofDays(3 - number % 4)))))
                        .record()));

        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(50, 50, 100));
    }
}
