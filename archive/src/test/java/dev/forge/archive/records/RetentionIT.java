package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.attempt;
import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RetentionIT {
    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Runs runs = FRESH.archive().runs();
    private final Retention retention = FRESH.archive().retention();

    @BeforeEach
    void empty() throws SQLException {
        FRESH.archive().migrate();
        FRESH.execute("TRUNCATE runs, steps, attempts, tallies, events");
    }

    @Test
    void whatEndedBeforeAnInstantIsDeletedWithAllThatBelongsToIt() throws Exception {
        for (String id : List.of("old", "new")) {
            Instant start = id.equals("old") ? NOON : NOON.plusSeconds(1);
            runs.record(run(id).startedAt(start)
                    .with(step("s", attempt(1, Counts.FIRST, start), attempt(2, Counts.RETRY, start)))
                    .record());
            FRESH.archive().events().append(id, "run", "end", start, NullNode.getInstance());
        }

        assertThat(retention.deleteEndedBefore(NOON.plusSeconds(61))).isEqualTo(1);

        assertThat(listed()).containsExactly("new");
        for (String table : List.of("steps", "attempts", "events")) {
            assertThat(FRESH.ask("SELECT string_agg(DISTINCT run_id, ',') FROM " + table))
                    .isEqualTo("new");
        }
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(1, 0, 1));
    }

    @Test
    void whatHasNotEndedStaysHoweverOldItIs() {
        runs.record(run("open").in(RunState.RUNNING).record());

        assertThat(retention.deleteEndedBefore(NOON.plus(Duration.ofDays(1000))))
                .isZero();
        assertThat(listed()).containsExactly("open");
    }

    @Test
    void theAgeOfOnePipelinesRunsIsNoneOfTheOthers() {
        runs.record(run("a").of("weather").record());
        runs.record(run("b").of("imaging").record());

        assertThat(retention.deleteEndedBefore("weather", NOON.plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(listed()).containsExactly("b");
    }

    @Test
    void whatIsBeyondTheNewestOfAPipelineIsDeletedButForWhatIsOpen() {
        runs.record(run("1").startedAt(NOON.plusSeconds(1)).record());
        runs.record(run("2").startedAt(NOON.plusSeconds(2)).in(RunState.HELD).record());
        runs.record(run("3").startedAt(NOON.plusSeconds(3)).in(RunState.FAILED).record());
        runs.record(run("4").startedAt(NOON.plusSeconds(4)).record());
        runs.record(run("5").startedAt(NOON.plusSeconds(5)).in(RunState.RUNNING).record());
        runs.record(run("6").of("imaging").record());

        assertThat(retention.deleteBeyondNewest("weather", 6)).isZero();
        assertThat(retention.deleteBeyondNewest("weather", 2)).isEqualTo(2);

        assertThat(listed()).containsExactlyInAnyOrder("2", "4", "5", "6");
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(2, 0, 0));
        assertThat(retention.deleteBeyondNewest("nobody", 1)).isZero();
    }

    @Test
    void moreThanABatchIsDeletedInBatches() throws Exception {
        FRESH.execute("""
                INSERT INTO runs (id, key, execution, execution_started_at, revision, pipeline, state, started_at,
                                  ended_at, labels, parameters, searched)
                SELECT 'many-' || n, 'k', 'e', now(), 1, 'many', 'CANCELED',
                       TIMESTAMPTZ '2025-01-01Z' + n * INTERVAL '1 second',
                       TIMESTAMPTZ '2025-01-01Z' + n * INTERVAL '1 second', '{}', '{}', 'many-' || n
                FROM generate_series(1, 2600) AS n
                """);

        assertThat(retention.deleteEndedBefore(Instant.parse("2025-01-01T00:20:00Z")))
                .isEqualTo(1199);
        assertThat(retention.deleteBeyondNewest("many", 100)).isEqualTo(1301);

        assertThat(FRESH.ask("SELECT min(id) || ' ' || count(*) FROM runs")).isEqualTo("many-2501 100");
    }

    @Test
    void runsThatAreRecordedWhileOthersAreDeletedAreCountedAsTheyStand() throws Exception {
        for (int number = 0; number < 40; number++) {
            runs.record(run("run-" + number).record());
        }

        Together.all(
                41,
                number -> number == 40
                        ? retention.deleteEndedBefore(NOON.plus(Duration.ofDays(1)))
                        : runs.record(run("run-" + number)
                                        .in(RunState.FAILED)
                                        .revision(2)
                                        .record())
                                ? 1L
                                : 0L);

        String standing = FRESH.ask("SELECT count(*) FILTER (WHERE state = 'SUCCEEDED') || ' ' ||"
                + " count(*) FILTER (WHERE state = 'FAILED') FROM runs");
        RunStats stats = runs.stats(Instant.EPOCH);
        assertThat(stats.succeeded() + " " + stats.failed()).isEqualTo(standing);
    }

    private List<String> listed() {
        return runs.list(RunFilter.all(), Optional.empty(), 100).items().stream()
                .map(RunSummary::id)
                .toList();
    }
}
