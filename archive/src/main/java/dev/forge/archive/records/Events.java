package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What happened to runs, in the order in which it became known. */
public final class Events {
    private static final String INSERT = """
            INSERT INTO events (run_id, seq, kind, key, at, payload)
            SELECT :run, coalesce(max(seq), 0) + 1, :kind, :key, :at, CAST(:payload AS jsonb)
            FROM events WHERE run_id = :run
            RETURNING seq
            """;

    private final Database database;

    Events(Database database) {
        this.database = database;
    }

    /**
     * Adds an event to a run's, unless there is one of that key.
     *
     * @return its place, or that of the one which is there
     */
    public long append(String runId, String kind, String key, Instant at, JsonNode payload) {
        return database.transaction(handle -> {
            // Held until the number can be seen: else a higher one might be read before it.
            Database.lock(handle, "events", runId);
            return there(handle, runId, key)
                    .orElseGet(() -> handle.createQuery(INSERT)
                            .bind("run", runId)
                            .bind("kind", kind)
                            .bind("key", key)
                            .bind("at", at)
                            .bind("payload", Json.write(payload))
                            .mapTo(Long.class)
                            .one());
        });
    }

    private static Optional<Long> there(Handle handle, String runId, String key) {
        return handle.createQuery("SELECT seq FROM events WHERE run_id = :run AND key = :key")
                .bind("run", runId)
                .bind("key", key)
                .mapTo(Long.class)
                .findOne();
    }

    /** Those behind a place, in order; all behind 0. */
    public List<Event> after(String runId, long seq, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT * FROM events WHERE run_id = :run AND seq > :seq ORDER BY seq LIMIT :limit
                        """)
                .bind("run", runId)
                .bind("seq", seq)
                .bind("limit", Page.checked(limit))
                .map((columns, context) -> event(new Row(columns)))
                .list());
    }

    private static Event event(Row row) throws SQLException {
        return new Event(
                row.text("run_id"),
                row.count("seq"),
                row.text("kind"),
                row.text("key"),
                row.time("at"),
                row.json("payload", JsonNode.class));
    }
}
