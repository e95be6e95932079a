package dev.forge.archive.records;

import dev.forge.archive.records.Sighting.State;
import dev.forge.runtime.SeenObject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The ledger of watches: each object version once for each watch, for good. It says whether a version's run was started
 * long after Temporal has forgotten that run.
 */
public final class Sightings {
    static final String REPLACED = "it was replaced by a newer version before its run was started";

    /**
     * In the order of the keys, whoever else enters the same: two transactions never wait for each other. A watch that was
     * deleted meanwhile sees nothing more. What is known already is left out before it would use up a number.
     */
    private static final String ENTER = """
            INSERT INTO sightings (watch, bucket, key, version, size, last_modified, seen_at, due_at, state, reason, run_id)
            SELECT w.name, seen.bucket, seen.key, seen.version, seen.size, seen."lastModified", clock_timestamp(),
                seen."dueAt", CASE WHEN seen.skipped IS NULL THEN 'PENDING' ELSE 'SKIPPED' END, seen.skipped, seen."runId"
            FROM json_to_recordset(CAST(:seen AS json)) AS seen(bucket text, key text, version text, size bigint,
                "lastModified" timestamptz, "dueAt" timestamptz, skipped text, "runId" text)
                JOIN watches w ON w.name = :watch AND w.deleted_at IS NULL
            WHERE NOT EXISTS (SELECT 1 FROM sightings known WHERE known.watch = w.name AND known.bucket = seen.bucket
                AND known.key = seen.key AND known.version = seen.version)
            ORDER BY seen.bucket, seen.key, seen.version
            ON CONFLICT DO NOTHING
            """;

    /** Of a version that was replaced nothing can be read any more. Events do not come in order. */
    private static final String SUPERSEDE = """
            UPDATE sightings old SET state = 'SKIPPED', reason = :reason
            WHERE old.watch = :watch AND old.bucket = ANY(:buckets) AND old.key = ANY(:keys) AND old.state = 'PENDING'
                AND EXISTS (SELECT 1 FROM sightings newer
                    WHERE newer.watch = old.watch AND newer.bucket = old.bucket AND newer.key = old.key
                        AND newer.version <> old.version AND newer.last_modified > old.last_modified)
            """;

    private static final String DUE = """
            SELECT s.*, r.id IS NOT NULL AS known FROM sightings s LEFT JOIN runs r ON r.id = s.run_id
            WHERE s.watch = :watch AND s.state = 'PENDING' AND s.due_at <= :by
            """;

    private final Database database;

    Sightings(Database database) {
        this.database = database;
    }

    /** As a row of what is entered. */
    private record Entered(
            String bucket,
            String key,
            String version,
            long size,
            String lastModified,
            String dueAt,
            Optional<String> skipped,
            String runId) {
        static Entered of(NewSighting sighting) {
            SeenObject object = sighting.object();
            return new Entered(
                    object.bucket(),
                    object.key(),
                    object.etag(),
                    object.size(),
                    object.lastModified().toString(),
                    sighting.dueAt().toString(),
                    sighting.skipped(),
                    sighting.runId());
        }
    }

    /**
     * Enters what has not been entered before, all or nothing.
     *
     * @return how many were new
     */
    public int enter(String watch, List<NewSighting> seen) {
        if (seen.isEmpty()) {
            return 0;
        }
        return database.transaction(handle -> {
            int entered = handle.createUpdate(ENTER)
                    .bind("watch", watch)
                    .bind("seen", Json.write(seen.stream().map(Entered::of).toList()))
                    .execute();
            if (entered > 0) {
                supersede(handle, watch, seen);
            }
            return entered;
        });
    }

    private static void supersede(Handle handle, String watch, List<NewSighting> seen) {
        List<SeenObject> objects = seen.stream().map(NewSighting::object).toList();
        handle.createUpdate(SUPERSEDE)
                .bind("reason", REPLACED)
                .bind("watch", watch)
                .bind("buckets", texts(objects, SeenObject::bucket))
                .bind("keys", texts(objects, SeenObject::key))
                .execute();
    }

    private static String[] texts(Collection<SeenObject> objects, Function<SeenObject, String> field) {
        return objects.stream().map(field).distinct().toArray(String[]::new);
    }

    /** Of these object versions those that start no run any more. */
    public Set<SeenObject> settled(String watch, Collection<SeenObject> objects) {
        Map<String, SeenObject> versions = new HashMap<>();
        objects.forEach(object -> versions.put(version(object.bucket(), object.key(), object.etag()), object));
        return database
                .read(handle -> handle.createQuery("""
                                SELECT bucket, key, version FROM sightings
                                WHERE watch = :watch AND bucket = ANY(:buckets) AND key = ANY(:keys) AND state <> 'PENDING'
                                """)
                        .bind("watch", watch)
                        .bind("buckets", texts(objects, SeenObject::bucket))
                        .bind("keys", texts(objects, SeenObject::key))
                        .map((columns, context) -> {
                            Row row = new Row(columns);
                            return version(row.text("bucket"), row.text("key"), row.text("version"));
                        })
                        .list())
                .stream()
                .flatMap(version -> Optional.ofNullable(versions.get(version)).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String version(String bucket, String key, String etag) {
        return bucket + '\0' + key + '\0' + etag;
    }

    /**
     * An object version whose run may start.
     *
     * @param known whether the archive has a record of that run: then it has been started already
     */
    public record Due(Sighting sighting, boolean known) {}

    /** Those whose run may start by a time, the longest due first. */
    public List<Due> due(String watch, Instant by, int limit) {
        return database.read(handle -> due(
                        handle.createQuery(DUE + "ORDER BY s.due_at, s.number LIMIT :limit"), watch, by)
                .bind("limit", Page.checked(limit))
                .map((columns, context) -> new Due(sighting(new Row(columns)), columns.getBoolean("known")))
                .list());
    }

    /** Those of certain objects, in any of their versions, whose run may start by a time. */
    public List<Due> due(String watch, Instant by, Collection<SeenObject> objects) {
        return database.read(handle -> due(
                        handle.createQuery(
                                DUE + "AND s.bucket = ANY(:buckets) AND s.key = ANY(:keys) ORDER BY s.number"),
                        watch,
                        by)
                .bind("buckets", texts(objects, SeenObject::bucket))
                .bind("keys", texts(objects, SeenObject::key))
                .map((columns, context) -> new Due(sighting(new Row(columns)), columns.getBoolean("known")))
                .list());
    }

    private static Query due(Query query, String watch, Instant by) {
        return query.bind("watch", watch).bind("by", by);
    }

    /** Notes that the runs of these have been started. */
    public void started(String watch, Collection<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        database.read(handle -> handle.createUpdate("""
                        UPDATE sightings SET state = 'STARTED', reason = NULL, started_at = clock_timestamp()
                        WHERE watch = :watch AND number IN (<numbers>) AND state <> 'STARTED'
                        """)
                .bind("watch", watch)
                .bindList("numbers", sightings.stream().map(Sighting::number).toList())
                .execute());
    }

    /** Notes that no run can be started for one, and why. */
    public void refused(String watch, Sighting sighting, String reason) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE sightings SET state = 'REFUSED', reason = :reason
                        WHERE watch = :watch AND number = :number AND state = 'PENDING'
                        """)
                .bind("reason", reason)
                .bind("watch", watch)
                .bind("number", sighting.number())
                .execute());
    }

    public SightingCounts counts(String watch) {
        return database.read(handle -> handle.createQuery("""
                        SELECT count(*) FILTER (WHERE state = 'PENDING') AS pending,
                            count(*) FILTER (WHERE state = 'STARTED') AS started,
                            count(*) FILTER (WHERE state = 'SKIPPED') AS skipped,
                            count(*) FILTER (WHERE state = 'REFUSED') AS refused
                        FROM sightings WHERE watch = :watch
                        """)
                .bind("watch", watch)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new SightingCounts(
                            row.count("pending"), row.count("started"), row.count("skipped"), row.count("refused"));
                })
                .one());
    }

    /**
     * What a watch has seen, the newest first.
     *
     * @param state empty: whatever became of it
     * @param after the last number that was seen
     */
    public Page<Sighting, Long> list(String watch, Optional<State> state, Optional<Long> after, int limit) {
        int most = Page.checked(limit);
        String inState = state.map(_ -> "AND state = :state ").orElse("");
        List<Sighting> found = database.read(handle -> {
            var query = handle.createQuery("SELECT * FROM sightings WHERE watch = :watch " + inState
                            + "AND number < :after ORDER BY number DESC LIMIT :limit")
                    .bind("watch", watch)
                    .bind("after", after.orElse(Long.MAX_VALUE))
                    .bind("limit", most + 1);
            state.ifPresent(it -> query.bind("state", it.name()));
            return query.map((columns, context) -> sighting(new Row(columns))).list();
        });
        return Page.of(found, most, Sighting::number);
    }

    private static Sighting sighting(Row row) throws SQLException {
        return new Sighting(
                row.count("number"),
                new SeenObject(
                        row.text("bucket"),
                        row.text("key"),
                        row.text("version"),
                        row.count("size"),
                        row.time("last_modified")),
                row.time("seen_at"),
                row.time("due_at"),
                row.name("state", State.class),
                row.textIfAny("reason"),
                row.text("run_id"),
                row.timeIfAny("started_at"));
    }
}
