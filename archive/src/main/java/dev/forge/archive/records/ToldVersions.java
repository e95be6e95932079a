package dev.forge.archive.records;

import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What becomes of a watch's ledger where it is told of object versions: which are entered, come back or have been replaced. */
final class ToldVersions {
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

    private ToldVersions() {}

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
     * Enters what was told. For one watch nobody else may do so meanwhile.
     *
     * @param shownAt when a listing that shows them was asked for; empty: events tell of them
     * @return how many were new, or have come back
     */
    static int enter(Handle handle, String watch, List<NewSighting> seen, Optional<Instant> shownAt) {
        String rows = Json.write(seen.stream().map(Entered::of).toList());
        // First what has come back: what is entered now has not.
        Again again = again(handle, watch, rows, shownAt);
        int added = added(handle, watch, rows, shownAt);
        if (again.changed() + added > 0) {
            supersede(handle, watch, seen);
        }
        return again.returned() + added;
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

    private static int added(Handle handle, String watch, String rows, Optional<Instant> shownAt) {
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
                .bind("buckets", Sightings.texts(objects, SeenObject::bucket))
                .bind("keys", Sightings.texts(objects, SeenObject::key))
                .execute();
    }
}
