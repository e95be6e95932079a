package dev.forge.archive.records;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The keys by which a request that is sent again is known. PostgreSQL's clock, the same for all, says what has expired. */
public final class IdempotencyKeys {
    /** One statement decides, so of many at once exactly one gets the row. */
    private static final String TAKE = """
            INSERT INTO idempotency_keys (key, digest, run_id, expires_at) VALUES (:key, :digest, :run, :expires)
            ON CONFLICT (key) DO UPDATE SET
                digest = excluded.digest, run_id = excluded.run_id, expires_at = excluded.expires_at, started = false
            WHERE idempotency_keys.expires_at <= clock_timestamp()
            """;

    private static final String PURGE = """
            DELETE FROM idempotency_keys WHERE key IN (
                SELECT key FROM idempotency_keys WHERE expires_at <= clock_timestamp()
                ORDER BY expires_at LIMIT :batch FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;

    IdempotencyKeys(Database database) {
        this.database = database;
    }

    /**
     * Claims a key for a run.
     *
     * @param digest of the request: another one with the same key is another request
     * @param expires from when on the key may be claimed anew
     */
    public Claim claim(String key, String digest, String runId, Instant expires) {
        return database.transaction(handle -> {
            int taken = handle.createUpdate(TAKE)
                    .bind("key", key)
                    .bind("digest", digest)
                    .bind("run", runId)
                    .bind("expires", expires)
                    .execute();
            // Where it was not taken the row is locked all the same, so it is still there.
            return taken > 0 ? new Claim.Claimed() : holder(handle, key, digest);
        });
    }

    private static Claim holder(Handle handle, String key, String digest) {
        return handle.createQuery("SELECT digest, run_id FROM idempotency_keys WHERE key = :key")
                .bind("key", key)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return row.text("digest").equals(digest)
                            ? new Claim.AlreadyThere(row.text("run_id"))
                            : new Claim.OtherBody();
                })
                .one();
    }

    /** Notes that the run of a key has been started. */
    public void started(String key) {
        database.transaction(handle -> handle.createUpdate(
                        "UPDATE idempotency_keys SET started = true WHERE key = :key AND NOT started")
                .bind("key", key)
                .execute());
    }

    /** Whether that was noted. */
    public boolean isStarted(String key) {
        return database.read(handle -> handle.createQuery("SELECT started FROM idempotency_keys WHERE key = :key")
                .bind("key", key)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /**
     * Deletes what has expired, in batches.
     *
     * @return how many
     */
    public long purge() {
        return Batches.all(batch -> database.transaction(
                handle -> handle.createUpdate(PURGE).bind("batch", batch).execute()));
    }
}
