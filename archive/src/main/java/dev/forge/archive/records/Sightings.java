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

    /** What is told of, as the statements below read it; of a version that is told of twice, the later time counts. */
    private static final String SEEN = """
            (SELECT DISTINCT ON (bucket, key, version) *
                FROM json_to_recordset(CAST(:seen AS json)) AS told(bucket text, key text, version text, size bigint,
                    "lastModified" timestamptz, "dueAt" timestamptz, skipped text, "runId" text)
                ORDER BY bucket, key, version, "lastModified" DESC) AS seen
            """;

    /**
     * A watch that was deleted meanwhile sees nothing more. What is known already is left out before it would use up a number.
     */
    private static final String ENTER = """
            INSERT INTO sightings (watch, bucket, key, version, size, last_modified, seen_at, shown_at, due_at, state, reason,
                run_id)
            SELECT w.name, seen.bucket, seen.key, seen.version, seen.size, seen."lastModified", clock_timestamp(),
                CAST(:shownAt AS timestamptz),
                seen."dueAt", CASE WHEN seen.skipped IS NULL THEN 'PENDING' ELSE 'SKIPPED' END, seen.skipped, seen."runId"
            FROM\s""" + SEEN + """
                JOIN watches w ON w.name = :watch AND w.deleted_at IS NULL
            WHERE NOT EXISTS (SELECT 1 FROM sightings known WHERE known.watch = w.name AND known.bucket = seen.bucket
                AND known.key = seen.key AND known.version = seen.version)
            ORDER BY seen.bucket, seen.key, seen.version
            ON CONFLICT DO NOTHING
            """;

    private static final String ANOTHER = """
            EXISTS (SELECT 1 FROM sightings other WHERE other.watch = known.watch AND other.bucket = known.bucket
                AND other.key = known.key AND other.version <> known.version AND\s""";

    /** What was taken for replaced, or was not looked at any more, comes back when a listing shows it. */
    private static final String SHOWN_AGAIN = again(
            "(known.shown_at IS NULL OR known.shown_at < CAST(:shownAt AS timestamptz))",
            "known.may_return",
            ANOTHER + "(known.state = 'PENDING' OR other.state = 'PENDING'))");

    /**
     * A version that was skipped as older than its watch for the time of its listing, which an event tells to have been put
     * only after the watch was made, and before it was seen: an upload in parts that ended beside the first listing. What is
     * put over itself later, for another storage class perhaps, stays skipped.
     */
    private static final String PUT_BESIDE_THE_LISTING = """
            known.state = 'SKIPPED' AND NOT known.may_return AND seen."lastModified" > known.last_modified
                AND seen."lastModified" BETWEEN date_trunc('second', w.made_at) AND known.seen_at
            """;

    /**
     * It does so when an event tells of it, unless another version was surely put later. Two events of one second may be the
     * same, told twice, or of content that came back in between; either says that the version was told of just now.
     */
    private static final String TOLD_AGAIN = again(
            "seen.\"lastModified\" >= known.last_modified",
            "(known.may_return OR " + PUT_BESIDE_THE_LISTING + ") AND NOT " + ANOTHER
                    + "other.last_modified > seen.\"lastModified\")",
            "known.state = 'PENDING' OR seen.\"lastModified\" > known.last_modified AND " + ANOTHER
                    + "other.state = 'PENDING')");

    /**
     * Versions that are known and are the present ones now, where that changes something: they wait for their runs again, or
     * others beside them may have been replaced by them.
     *
     * @param later whether what is told is later than what is known
     * @param returns whether it waits for its run again then
     * @param matters whether others, or what comes later, are to be held against it
     */
    private static String again(String later, String returns, String matters) {
        return """
                WITH back AS (
                    SELECT known.number, seen."lastModified" AS modified, seen."dueAt" AS due, %3$s AS returns
                    FROM %1$s
                        JOIN sightings known ON known.watch = :watch AND known.bucket = seen.bucket AND known.key = seen.key
                            AND known.version = seen.version
                        JOIN watches w ON w.name = known.watch AND w.deleted_at IS NULL
                    WHERE %2$s AND (%3$s OR %4$s)
                    ORDER BY known.bucket, known.key, known.version
                    FOR UPDATE OF known),
                changed AS (
                    UPDATE sightings s SET state = CASE WHEN back.returns THEN 'PENDING' ELSE s.state END,
                        may_return = s.may_return AND NOT back.returns,
                        shown_at = coalesce(CAST(:shownAt AS timestamptz),
                            CASE WHEN back.modified = s.last_modified THEN s.shown_at END),
                        seen_at = CASE WHEN back.returns OR CAST(:shownAt AS timestamptz) IS NULL THEN clock_timestamp()
                            ELSE s.seen_at END,
                        last_modified = greatest(s.last_modified, back.modified),
                        reason = CASE WHEN back.returns THEN NULL ELSE s.reason END,
                        due_at = CASE WHEN back.returns THEN back.due ELSE s.due_at END
                    FROM back WHERE s.watch = :watch AND s.number = back.number
                    RETURNING back.returns)
                SELECT count(*) AS changed, count(*) FILTER (WHERE returns) AS returned FROM changed
                """.formatted(SEEN, later, returns, matters);
    }

    /**
     * Of a version that was replaced nothing can be read any more. What a listing has shown was there when it was asked for:
     * it has replaced what was known before, and only what came later replaces it. Its time tells less: an upload in parts
     * bears that of its beginning, and a restored file its old one. Events bear the time of what they tell of, and do not
     * come in order. The store's clock is held against the archive's only for an event that came after a listing; as it may
     * be ahead, the event has to be later than what was shown by the store's clock as well.
     */
    private static final String SUPERSEDE = """
            WITH gone AS (
                SELECT old.number FROM sightings old
                WHERE old.watch = :watch AND old.bucket = ANY(:buckets) AND old.key = ANY(:keys) AND old.state = 'PENDING'
                    AND EXISTS (SELECT 1 FROM sightings newer
                        WHERE newer.watch = old.watch AND newer.bucket = old.bucket AND newer.key = old.key
                            AND newer.version <> old.version
                            AND (newer.shown_at > greatest(old.shown_at, old.seen_at)
                                OR old.shown_at IS NULL AND newer.last_modified > old.last_modified
                                OR newer.shown_at IS NULL AND newer.seen_at > old.shown_at
                                    AND newer.last_modified > greatest(old.shown_at, old.last_modified)))
                ORDER BY old.bucket, old.key, old.version
                FOR UPDATE)
            UPDATE sightings s SET state = 'SKIPPED', may_return = true, reason = :reason
            FROM gone WHERE s.watch = :watch AND s.number = gone.number
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
     * Enters what events have told of and has not been entered before, all or nothing.
     *
     * @return how many were new, or have come back
     */
    public int told(String watch, List<NewSighting> seen) {
        return enter(watch, seen, Optional.empty());
    }

    /**
     * The same of what a listing has shown: these are the versions that are there.
     *
     * @param at when it was asked for, or before, by the archive's clock
     */
    public int shown(String watch, List<NewSighting> seen, Instant at) {
        return enter(watch, seen, Optional.of(at));
    }

    private int enter(String watch, List<NewSighting> seen, Optional<Instant> shownAt) {
        if (seen.isEmpty()) {
            return 0;
        }
        String rows = Json.write(seen.stream().map(Entered::of).toList());
        return database.transaction(handle -> {
            oneAtATime(handle, watch);
            // First what has come back: what is entered now has not.
            Again again = again(handle, watch, rows, shownAt);
            int entered = enter(handle, watch, rows, shownAt);
            if (again.changed() + entered > 0) {
                supersede(handle, watch, seen);
            }
            return again.returned() + entered;
        });
    }

    /**
     * Of those who change many rows of a watch; versions of one object that are told of by several would have them wait for
     * each other for ever.
     */
    private static void oneAtATime(Handle handle, String watch) {
        Database.lock(handle, "sightings", watch);
    }

    /** Of versions that were known: how many rows say something else now, and how many of these wait for their runs again. */
    private record Again(int changed, int returned) {}

    private static Again again(Handle handle, String watch, String rows, Optional<Instant> shownAt) {
        return handle.createQuery(shownAt.isPresent() ? SHOWN_AGAIN : TOLD_AGAIN)
                .bind("watch", watch)
                .bind("seen", rows)
                .bind("shownAt", shownAt)
                .map((columns, context) -> new Again(columns.getInt("changed"), columns.getInt("returned")))
                .one();
    }

    private static int enter(Handle handle, String watch, String rows, Optional<Instant> shownAt) {
        return handle.createUpdate(ENTER)
                .bind("watch", watch)
                .bind("seen", rows)
                .bind("shownAt", shownAt)
                .execute();
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

    /** Of these object versions, which are there, those that start no run any more. */
    public Set<SeenObject> settled(String watch, Collection<SeenObject> objects) {
        Map<String, SeenObject> versions = new HashMap<>();
        objects.forEach(object -> versions.put(version(object.bucket(), object.key(), object.etag()), object));
        return database
                .read(handle -> handle.createQuery("""
                                SELECT bucket, key, version FROM sightings
                                WHERE watch = :watch AND bucket = ANY(:buckets) AND key = ANY(:keys) AND state <> 'PENDING'
                                    AND NOT may_return
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
        database.transaction(handle -> {
            oneAtATime(handle, watch);
            return handle.createUpdate("""
                        UPDATE sightings SET state = 'STARTED', reason = NULL, may_return = false,
                            started_at = clock_timestamp()
                        WHERE watch = :watch AND number IN (<numbers>) AND state <> 'STARTED'
                        """)
                    .bind("watch", watch)
                    .bindList(
                            "numbers", sightings.stream().map(Sighting::number).toList())
                    .execute();
        });
    }

    /** Notes that no run can be started for one, and why. */
    public void refused(String watch, Sighting sighting, String reason) {
        refused(watch, sighting, reason, false);
    }

    /** The same of one that its watch does not look at now: its run is started if it is shown again. */
    public void passedOver(String watch, Sighting sighting, String reason) {
        refused(watch, sighting, reason, true);
    }

    private void refused(String watch, Sighting sighting, String reason, boolean mayReturn) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE sightings SET state = 'REFUSED', reason = :reason, may_return = :mayReturn
                        WHERE watch = :watch AND number = :number AND state = 'PENDING'
                        """)
                .bind("reason", reason)
                .bind("mayReturn", mayReturn)
                .bind("watch", watch)
                .bind("number", sighting.number())
                .execute());
    }

    /** Notes why a run could not be started, and that it is tried again later. */
    public void postponed(String watch, Sighting sighting, String reason, Instant until) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE sightings SET reason = :reason, due_at = :until
                        WHERE watch = :watch AND number = :number AND state = 'PENDING'
                        """)
                .bind("reason", reason)
                .bind("until", until)
                .bind("watch", watch)
                .bind("number", sighting.number())
                .execute());
    }

    /** What could not be started and is tried again later; empty where there is none. */
    public Optional<Postponed> postponed(String watch) {
        return database.read(handle -> handle.createQuery("""
                        SELECT s.*, (SELECT count(*) FROM sightings
                                WHERE watch = :watch AND state = 'PENDING' AND reason IS NOT NULL) AS postponed
                        FROM sightings s WHERE s.watch = :watch AND s.state = 'PENDING' AND s.reason IS NOT NULL
                        ORDER BY s.due_at, s.number LIMIT 1
                        """)
                .bind("watch", watch)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Postponed(row.count("postponed"), sighting(row));
                })
                .findOne());
    }

    /** How many; a ledger grows for years, so those that nobody waits for are counted up to a limit. */
    public SightingCounts counts(String watch) {
        return database.read(handle -> handle.createQuery("""
                        SELECT
                            (SELECT count(*) FROM sightings WHERE watch = :watch AND state = 'PENDING') AS pending,
                            (SELECT count(*) FROM (SELECT 1 FROM sightings
                                WHERE watch = :watch AND state = 'STARTED' LIMIT :most) AS counted) AS started,
                            (SELECT count(*) FROM (SELECT 1 FROM sightings
                                WHERE watch = :watch AND state = 'SKIPPED' LIMIT :most) AS counted) AS skipped,
                            (SELECT count(*) FROM sightings WHERE watch = :watch AND state = 'REFUSED') AS refused
                        """)
                .bind("watch", watch)
                .bind("most", SightingCounts.MOST)
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
