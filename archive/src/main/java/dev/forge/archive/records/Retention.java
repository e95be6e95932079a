package dev.forge.archive.records;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Deletes runs that have ended, with their steps, attempts and results, and out of the statistics. What has not ended is
 * never deleted. In batches: one that fails leaves the ones before it done.
 */
public final class Retention {
    private static final String ENDED_BEFORE = """
            SELECT id FROM runs WHERE pipeline = :pipeline AND closed_at < :before
            ORDER BY closed_at LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String BEYOND = """
            SELECT id FROM runs
            WHERE pipeline = :pipeline AND (closed_at, id COLLATE "C") < (:closedAt, :id)
            ORDER BY closed_at DESC, id COLLATE "C" DESC LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String FIRST_OF_LAST = """
            SELECT closed_at, id FROM (
                SELECT closed_at, id FROM runs WHERE pipeline = :pipeline AND closed_at IS NOT NULL
                ORDER BY closed_at DESC, id COLLATE "C" DESC LIMIT :keep) AS kept
            ORDER BY closed_at, id COLLATE "C" LIMIT 1
            """;

    /** From name to name by their index: a million runs are not read for the few pipelines that they are of. */
    private static final String PIPELINES = """
            WITH RECURSIVE names AS (
                (SELECT pipeline FROM runs ORDER BY pipeline LIMIT 1)
                UNION ALL
                SELECT (SELECT pipeline FROM runs WHERE pipeline > names.pipeline ORDER BY pipeline LIMIT 1)
                FROM names WHERE names.pipeline IS NOT NULL)
            SELECT pipeline FROM names WHERE pipeline IS NOT NULL
            """;

    private final Database database;

    Retention(Database database) {
        this.database = database;
    }

    /**
     * Deletes what the rules do not keep.
     *
     * @param progress called before each batch
     * @return how many runs that were
     */
    public long apply(RetentionRules rules, Instant now, Runnable progress) {
        long deleted = 0;
        for (String pipeline : rules.keepAll() ? List.<String>of() : pipelines()) {
            RetentionRules.Rule rule = rules.of(pipeline);
            deleted += rule.age()
                    .map(age -> deleteEndedBefore(pipeline, now.minus(age), progress))
                    .orElse(0L);
            deleted += rule.newest()
                    .map(newest -> deleteBeyondLast(pipeline, newest, progress))
                    .orElse(0L);
        }
        return deleted;
    }

    private List<String> pipelines() {
        return database.read(
                handle -> handle.createQuery(PIPELINES).mapTo(String.class).list());
    }

    private long deleteEndedBefore(String pipeline, Instant before, Runnable progress) {
        return delete(ENDED_BEFORE, query -> query.bind("pipeline", pipeline).bind("before", before), progress);
    }

    private long deleteBeyondLast(String pipeline, int keep, Runnable progress) {
        return firstOfLast(pipeline, keep)
                .map(first -> delete(
                        BEYOND,
                        query -> query.bind("pipeline", pipeline)
                                .bind("closedAt", first.closedAt())
                                .bind("id", first.id()),
                        progress))
                .orElse(0L);
    }

    private Optional<EndedCursor> firstOfLast(String pipeline, int keep) {
        return database.read(handle -> handle.createQuery(FIRST_OF_LAST)
                .bind("pipeline", pipeline)
                .bind("keep", keep)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new EndedCursor(row.time("closed_at"), row.textIfAny("id"));
                })
                .findOne());
    }

    private long delete(String which, UnaryOperator<Query> values, Runnable progress) {
        return Batches.all(batch -> {
            progress.run();
            return database.transaction(handle -> {
                List<String> ids = values.apply(handle.createQuery(which))
                        .bind("batch", batch)
                        .mapTo(String.class)
                        .list();
                delete(handle, ids);
                return ids.size();
            });
        });
    }

    private static void delete(Handle handle, List<String> ids) {
        var counted = Tallies.of(handle, ids);
        Results.deleteOf(handle, ids);
        handle.createUpdate("DELETE FROM runs WHERE id = ANY(:ids)")
                .bindArray("ids", String.class, ids)
                .execute();
        Tallies.move(handle, counted, Map.of());
    }
}
