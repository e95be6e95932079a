package dev.forge.archive.records;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Deletes runs that have ended, with their steps, attempts and events, and out of the statistics. What has not ended is
 * never deleted. In batches: one that fails leaves the ones before it done.
 */
public final class Retention {
    private static final String ENDED_BEFORE = """
            SELECT id FROM runs WHERE closed_at < :before
            ORDER BY closed_at LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String ENDED_BEFORE_OF_PIPELINE = """
            SELECT id FROM runs WHERE pipeline = :pipeline AND closed_at < :before
            ORDER BY closed_at LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String OLDER_THAN = """
            SELECT id FROM runs
            WHERE pipeline = :pipeline AND (started_at, id) < (:start, :id) AND closed_at IS NOT NULL
            ORDER BY started_at DESC, id DESC LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String OLDEST_OF_NEWEST = """
            SELECT started_at, id FROM (
                SELECT started_at, id FROM runs WHERE pipeline = :pipeline
                ORDER BY started_at DESC, id DESC LIMIT :keep) AS newest
            ORDER BY started_at, id LIMIT 1
            """;

    private final Database database;

    Retention(Database database) {
        this.database = database;
    }

    /** Deletes what ended before an instant, and says how many runs that were. */
    public long deleteEndedBefore(Instant before) {
        return delete(ENDED_BEFORE, query -> query.bind("before", before));
    }

    /** The same of one pipeline. */
    public long deleteEndedBefore(String pipeline, Instant before) {
        return delete(
                ENDED_BEFORE_OF_PIPELINE,
                query -> query.bind("pipeline", pipeline).bind("before", before));
    }

    /**
     * Deletes of a pipeline what is older than its newest runs, and says how many that were.
     *
     * @param keep how many runs are its newest, ended or not
     */
    public long deleteBeyondNewest(String pipeline, int keep) {
        return oldestOfNewest(pipeline, Page.checked(keep))
                .map(oldest -> delete(
                        OLDER_THAN,
                        query -> query.bind("pipeline", pipeline)
                                .bind("start", oldest.startedAt())
                                .bind("id", oldest.id())))
                .orElse(0L);
    }

    private Optional<RunCursor> oldestOfNewest(String pipeline, int keep) {
        return database.read(handle -> handle.createQuery(OLDEST_OF_NEWEST)
                .bind("pipeline", pipeline)
                .bind("keep", keep)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new RunCursor(row.time("started_at"), row.text("id"));
                })
                .findOne());
    }

    private long delete(String which, UnaryOperator<Query> values) {
        return Batches.all(batch -> database.transaction(handle -> {
            List<String> ids = values.apply(handle.createQuery(which))
                    .bind("batch", batch)
                    .mapTo(String.class)
                    .list();
            delete(handle, ids);
            return ids.size();
        }));
    }

    private static void delete(Handle handle, List<String> ids) {
        var counted = Tallies.of(handle, ids);
        deleteFrom(handle, "DELETE FROM events WHERE run_id = ANY(:ids)", ids);
        deleteFrom(handle, "DELETE FROM runs WHERE id = ANY(:ids)", ids);
        Tallies.move(handle, counted, Map.of());
    }

    private static void deleteFrom(Handle handle, String statement, List<String> ids) {
        handle.createUpdate(statement).bindArray("ids", String.class, ids).execute();
    }
}
