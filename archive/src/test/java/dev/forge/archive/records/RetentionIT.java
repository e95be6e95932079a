package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static dev.forge.archive.records.Samples.attempt;
import static dev.forge.archive.records.Samples.run;
import static dev.forge.archive.records.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.RetentionRules.Rule;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
        FRESH.execute("TRUNCATE runs, steps, attempts, tallies");
    }

    @Test
    void whatEndedBeforeAnInstantIsDeletedWithAllThatBelongsToIt() throws Exception {
        for (String id : List.of("old", "new")) {
            Instant start = id.equals("old") ? NOON : NOON.plusSeconds(1);
            runs.record(run(id).startedAt(start)
                    .with(step("s", attempt(1, Counts.FIRST, start), attempt(2, Counts.RETRY, start)))
                    .record());
        }

        assertThat(olderThanAMinute("weather", NOON.plusSeconds(121))).isEqualTo(1);

        assertThat(kept()).containsExactly("new");
        for (String table : List.of("steps", "attempts")) {
            assertThat(FRESH.ask("SELECT string_agg(DISTINCT run_id, ',') FROM " + table))
                    .isEqualTo("new");
        }
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(1, 0, 1));
    }

    @Test
    void whatHasNotEndedStaysHoweverOldItIs() throws Exception {
        runs.record(run("open").in(RunState.RUNNING).record());

        assertThat(olderThanAMinute("weather", NOON.plus(Duration.ofDays(1000))))
                .isZero();
        assertThat(newest("weather", 1)).isZero();
        assertThat(kept()).containsExactly("open");
    }

    @Test
    void theAgeOfOnePipelinesRunsIsNoneOfTheOthers() throws Exception {
        runs.record(run("a").of("weather").record());
        runs.record(run("b").of("imaging").record());

        assertThat(olderThanAMinute("weather", NOON.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(kept()).containsExactly("b");
    }

    @Test
    void whatIsBeyondTheLastToEndOfAPipelineIsDeletedButForWhatIsOpen() throws Exception {
        runs.record(run("1").startedAt(NOON.plusSeconds(1)).record());
        runs.record(run("2").startedAt(NOON.plusSeconds(2)).in(RunState.HELD).record());
        runs.record(run("3").startedAt(NOON.plusSeconds(3)).in(RunState.FAILED).record());
        runs.record(run("4").startedAt(NOON.plusSeconds(4)).record());
        runs.record(run("5").startedAt(NOON.plusSeconds(5)).in(RunState.RUNNING).record());
        runs.record(run("6").of("imaging").record());

        assertThat(newest("weather", 6)).isZero();
        assertThat(newest("weather", 1)).isEqualTo(2);

        assertThat(kept()).containsExactlyInAnyOrder("2", "4", "5", "6");
        assertThat(runs.stats(Instant.EPOCH)).isEqualTo(new RunStats(2, 0, 0));
        assertThat(newest("nobody", 1)).isZero();
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

        assertThat(olderThanAMinute("many", Instant.parse("2025-01-01T00:21:00Z")))
                .isEqualTo(1199);
        assertThat(newest("many", 100)).isEqualTo(1301);

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
                        ? olderThanAMinute("weather", NOON.plus(Duration.ofDays(1)))
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

    @Test
    void aPipelinesOwnRuleStandsInThePlaceOfTheUsualOne() throws Exception {
        List.of("a-1", "a-2", "b-1", "b-2", "c-1", "c-2")
                .forEach(id -> runs.record(run(id).of(id.substring(0, 1))
                        .startedAt(NOON.plusSeconds(id.charAt(2)))
                        .record()));
        RetentionRules rules = new RetentionRules(
                new Rule(Optional.empty(), Optional.of(1)),
                Map.of("b", Rule.KEEP_ALL, "c", new Rule(Optional.of(Duration.ZERO), Optional.empty())));

        assertThat(retention.apply(rules, NOON.plus(Duration.ofDays(1)), () -> {}))
                .isEqualTo(3);

        assertThat(kept()).containsExactlyInAnyOrder("a-2", "b-1", "b-2");
        assertThat(retention.apply(RetentionRules.KEEP_ALL, NOON.plus(Duration.ofDays(9999)), () -> {}))
                .isZero();
    }

    private long olderThanAMinute(String pipeline, Instant now) {
        return apply(pipeline, new Rule(Optional.of(Duration.ofMinutes(1)), Optional.empty()), now);
    }

    private long newest(String pipeline, int count) {
        return apply(pipeline, new Rule(Optional.empty(), Optional.of(count)), NOON);
    }

    private long apply(String pipeline, Rule rule, Instant now) {
        return retention.apply(new RetentionRules(Rule.KEEP_ALL, Map.of(pipeline, rule)), now, () -> {});
    }

    /** Whatever their state is. */
    private List<String> kept() throws SQLException {
        String ids = FRESH.ask("SELECT string_agg(id, ',') FROM runs");
        return List.of(ids.split(","));
    }
}
