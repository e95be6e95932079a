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
    private static final String DUE = """
            SELECT s.*, r.id IS NOT NULL AS known FROM sightings s LEFT JOIN runs r ON r.id = s.run_id
            WHERE s.watch = :watch AND s.state = 'PENDING' AND s.due_at <= :by
            """;

    private final Database database;

    Sightings(Database database) {
        this.database = database;
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
        return database.transaction(handle -> {
            oneAtATime(handle, watch);
            return ToldVersions.enter(handle, watch, seen, shownAt);
        });
    }

    /**
     * Of those who change many rows of a watch; versions of one object that are told of by several would have them wait for
     * each other for ever.
     */
    private static void oneAtATime(Handle handle, String watch) {
        Database.lock(handle, "sightings", watch);
    }

    static String[] texts(Collection<SeenObject> objects, Function<SeenObject, String> field) {
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
                handle.createQuery(DUE + "ORDER BY s.due_at, s.number LIMIT :limit")
                        .bind("limit", Page.checked(limit)),
                watch,
                by));
    }

    /** Those of certain objects, in any of their versions, whose run may start by a time. */
    public List<Due> due(String watch, Instant by, Collection<SeenObject> objects) {
        return database.read(handle -> due(
                handle.createQuery(DUE + "AND s.bucket = ANY(:buckets) AND s.key = ANY(:keys) ORDER BY s.number")
                        .bind("buckets", texts(objects, SeenObject::bucket))
                        .bind("keys", texts(objects, SeenObject::key)),
                watch,
                by));
    }

    private static List<Due> due(Query query, String watch, Instant by) {
        return query.bind("watch", watch)
                .bind("by", by)
                .map((columns, context) -> new Due(sighting(new Row(columns)), columns.getBoolean("known")))
                .list();
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
