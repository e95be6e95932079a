package dev.forge.archive.records;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Counts of runs and retries by day and pipeline. They are moved in the transaction that changes the rows they count, as
 * its last statements and in one order everywhere: so they are never wrong, and nobody waits for long or in a ring.
 */
final class Tallies {
    private static final String OF_RUNS = """
            SELECT day, pipeline, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(retried) AS retried
            FROM (
                SELECT CAST(closed_at AT TIME ZONE 'UTC' AS date) AS day, pipeline,
                       CAST(state = 'SUCCEEDED' AS integer) AS succeeded, CAST(state = 'FAILED' AS integer) AS failed,
                       0 AS retried
                FROM runs
                WHERE id = ANY(:ids) AND state IN ('SUCCEEDED', 'FAILED')
                UNION ALL
                SELECT CAST(launched_at AT TIME ZONE 'UTC' AS date), pipeline, 0, 0, 1
                FROM attempts JOIN runs ON id = run_id
                WHERE run_id = ANY(:ids) AND counts = 'RETRY'
            ) AS counted
            GROUP BY day, pipeline
            """;

    private static final String MOVE = """
            INSERT INTO tallies (day, pipeline, succeeded, failed, retried)
            VALUES (:day, :pipeline, :succeeded, :failed, :retried)
            ON CONFLICT (day, pipeline) DO UPDATE SET
                succeeded = tallies.succeeded + excluded.succeeded,
                failed = tallies.failed + excluded.failed,
                retried = tallies.retried + excluded.retried
            """;

    /** Whole days by their tallies, what is left of the first one by its rows. */
    private static final String SINCE = """
            SELECT pipeline, sum(succeeded) AS succeeded, sum(failed) AS failed, sum(retried) AS retried
            FROM (
                SELECT pipeline, succeeded, failed, retried FROM tallies WHERE day >= :day
                UNION ALL
                SELECT pipeline, CAST(state = 'SUCCEEDED' AS integer), CAST(state = 'FAILED' AS integer), 0
                FROM runs
                WHERE closed_at >= :since AND closed_at < :dayBegins AND state IN ('SUCCEEDED', 'FAILED')
                UNION ALL
                SELECT pipeline, 0, 0, 1
                FROM attempts JOIN runs ON id = run_id
                WHERE counts = 'RETRY' AND launched_at >= :since AND launched_at < :dayBegins
            ) AS counted
            GROUP BY pipeline
            """;

    private static final Comparator<Slot> ORDER =
            Comparator.comparing(Slot::day).thenComparing(Slot::pipeline);

    private Tallies() {}

    /** What is counted together. */
    record Slot(LocalDate day, String pipeline) {}

    /** What some runs add to the counts, as their rows are now. */
    static SortedMap<Slot, RunStats> of(Handle handle, Collection<String> ids) {
        SortedMap<Slot, RunStats> counts = new TreeMap<>(ORDER);
        handle.createQuery(OF_RUNS)
                .bindArray("ids", String.class, ids)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    LocalDate day = columns.getObject("day", LocalDate.class);
                    return Map.entry(new Slot(day, row.text("pipeline")), stats(row));
                })
                .forEach(found -> counts.put(found.getKey(), found.getValue()));
        return counts;
    }

    /** Takes from the counts what some rows added before, and adds what they add now. */
    static void move(Handle handle, Map<Slot, RunStats> before, Map<Slot, RunStats> now) {
        SortedMap<Slot, RunStats> change = new TreeMap<>(ORDER);
        change.putAll(now);
        before.forEach((slot, stats) -> change.merge(slot, RunStats.NONE.minus(stats), RunStats::plus));
        change.values().removeIf(RunStats.NONE::equals);
        PreparedBatch rows = handle.prepareBatch(MOVE);
        change.forEach((slot, stats) -> rows.bind("day", slot.day())
                .bind("pipeline", slot.pipeline())
                .bind("succeeded", stats.succeeded())
                .bind("failed", stats.failed())
                .bind("retried", stats.retried())
                .add());
        rows.execute();
    }

    static SortedMap<String, RunStats> since(Handle handle, Instant since) {
        LocalDate day = firstWholeDay(since);
        SortedMap<String, RunStats> counts = new TreeMap<>();
        Query query = handle.createQuery(SINCE)
                .bind("since", since)
                .bind("day", day)
                .bind("dayBegins", day.atStartOfDay().toInstant(ZoneOffset.UTC));
        query.map((columns, context) -> {
                    Row row = new Row(columns);
                    return Map.entry(row.text("pipeline"), stats(row));
                })
                .forEach(found -> counts.put(found.getKey(), found.getValue()));
        counts.values().removeIf(RunStats.NONE::equals);
        return counts;
    }

    private static LocalDate firstWholeDay(Instant since) {
        LocalDate day = LocalDate.ofInstant(since, ZoneOffset.UTC);
        boolean whole = day.atStartOfDay().toInstant(ZoneOffset.UTC).equals(since);
        return whole ? day : day.plusDays(1);
    }

    private static RunStats stats(Row row) throws SQLException {
        return new RunStats(row.count("succeeded"), row.count("failed"), row.count("retried"));
    }
}
