package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.runtime.BucketListing.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The watches of buckets: what each is to do, and how far it has come. */
public final class Watches {
    private static final String LIVE = "SELECT *, clock_timestamp() AS read_at FROM watches WHERE deleted_at IS NULL ";

    /** What a listing under another definition has seen tells nothing of this one. */
    private static final String FROM_THE_START =
            "place = NULL, place_token = NULL, listing_began = NULL, listing_seen = 0, listing_left_out = 0,"
                    + " next_poll_at = clock_timestamp(), failure = NULL, failing_since = NULL, failures = 0";

    /** What decides which objects it looks at. */
    private static final List<String> WHERE = List.of("bucket", "prefix", "pattern");

    private final Database database;

    Watches(Database database) {
        this.database = database;
    }

    /**
     * Makes a watch or changes it, if its version is as the caller expects it.
     *
     * @param expected given the version; empty where there is none, or none any more
     */
    public WatchPut put(String name, JsonNode content, Predicate<Optional<Integer>> expected) {
        return database.transaction(handle -> {
            Database.lock(handle, "watch", name);
            Optional<KeptWatch> before = live(handle, name);
            Optional<Integer> current = before.map(KeptWatch::version);
            if (!expected.test(current)) {
                return new WatchPut.Refused(current);
            }
            if (before.isPresent()) {
                return before.get().content().equals(content)
                        ? new WatchPut.Unchanged(before.get())
                        : new WatchPut.Changed(change(handle, before.get(), content));
            }
            return new WatchPut.Made(make(handle, name, content));
        });
    }

    private static KeptWatch change(Handle handle, KeptWatch before, JsonNode content) {
        handle.createUpdate("UPDATE watches SET version = version + 1, content = CAST(:content AS json),"
                        + " first_listing = first_listing OR :elsewhere, " + FROM_THE_START + " WHERE name = :name")
                .bind("name", before.name())
                .bind("content", Json.write(content))
                .bind(
                        "elsewhere",
                        WHERE.stream()
                                .anyMatch(field -> !before.content().path(field).equals(content.path(field))))
                .execute();
        return live(handle, before.name()).orElseThrow();
    }

    private static KeptWatch make(Handle handle, String name, JsonNode content) {
        handle.createUpdate("""
                        INSERT INTO watches (name, version, content, made_at, next_poll_at)
                        VALUES (:name, 1, CAST(:content AS json), clock_timestamp(), clock_timestamp())
                        ON CONFLICT (name) DO UPDATE SET version = watches.version + 1, content = excluded.content,
                            made_at = excluded.made_at, deleted_at = NULL, paused = false, polled_at = NULL,
                            poll_ms = NULL, listed = NULL, left_out = 0, first_listing = true,
                        """ + FROM_THE_START)
                .bind("name", name)
                .bind("content", Json.write(content))
                .execute();
        return live(handle, name).orElseThrow();
    }

    /** Empty where it is not there, or deleted. */
    public Optional<KeptWatch> find(String name) {
        return database.read(handle -> live(handle, name));
    }

    private static Optional<KeptWatch> live(Handle handle, String name) {
        return handle.createQuery(LIVE + "AND name = :name")
                .bind("name", name)
                .map((columns, context) -> watch(new Row(columns)))
                .findOne();
    }

    /**
     * Those that are not deleted, by name.
     *
     * @param after the last name that was seen
     */
    public Page<KeptWatch, String> list(Optional<String> after, int limit) {
        int most = Page.checked(limit);
        List<KeptWatch> found =
                database.read(handle -> handle.createQuery(LIVE + "AND name > :after ORDER BY name LIMIT :limit")
                        .bind("after", after.orElse(""))
                        .bind("limit", most + 1)
                        .map((columns, context) -> watch(new Row(columns)))
                        .list());
        return Page.of(found, most, KeptWatch::name);
    }

    /** How many are not deleted. */
    public int count() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM watches WHERE deleted_at IS NULL")
                .mapTo(int.class)
                .one());
    }

    /** How those stand that are not deleted. */
    public List<WatchStanding> standings() {
        return database.read(handle -> handle.createQuery("""
                        SELECT w.name, w.failure IS NOT NULL AS failing,
                            (SELECT count(*) FROM sightings s WHERE s.watch = w.name AND s.state = 'PENDING') AS pending,
                            (SELECT count(*) FROM sightings s WHERE s.watch = w.name AND s.state = 'PENDING'
                                AND s.reason IS NOT NULL) AS postponed
                        FROM watches w WHERE w.deleted_at IS NULL ORDER BY w.name
                        """)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new WatchStanding(
                            row.text("name"),
                            columns.getBoolean("failing"),
                            row.count("pending"),
                            row.count("postponed"));
                })
                .list());
    }

    /** Those of a bucket that are not deleted. */
    public List<KeptWatch> of(String bucket) {
        return database.read(handle -> handle.createQuery(LIVE + "AND content ->> 'bucket' = :bucket ORDER BY name")
                .bind("bucket", bucket)
                .map((columns, context) -> watch(new Row(columns)))
                .list());
    }

    /** Has it look at its bucket no more until it is resumed, or again at once; false where there is none. */
    public boolean pause(String name, boolean paused) {
        return database.read(handle -> handle.createUpdate("""
                                UPDATE watches SET paused = :paused, next_poll_at = clock_timestamp()
                                WHERE name = :name AND deleted_at IS NULL
                                """)
                        .bind("name", name)
                        .bind("paused", paused)
                        .execute())
                > 0;
    }

    /**
     * Deletes it, if its version is as the caller expects it. What it saw stays: made anew under its name, it starts nothing
     * twice.
     */
    public WatchDeletion delete(String name, Predicate<Integer> expected) {
        return database.transaction(handle -> {
            Database.lock(handle, "watch", name);
            Optional<KeptWatch> before = live(handle, name);
            if (before.isEmpty()) {
                return new WatchDeletion.Absent();
            }
            int current = before.get().version();
            if (!expected.test(current)) {
                return new WatchDeletion.Refused(current);
            }
            handle.createUpdate("UPDATE watches SET deleted_at = clock_timestamp() WHERE name = :name")
                    .bind("name", name)
                    .execute();
            return new WatchDeletion.Deleted();
        });
    }

    /** Whether it is still what was read: neither paused nor changed nor deleted since. */
    public boolean isAtWork(KeptWatch watch) {
        return database.read(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM watches
                            WHERE name = :name AND version = :version AND NOT paused AND deleted_at IS NULL)
                        """)
                .bind("name", watch.name())
                .bind("version", watch.version())
                .mapTo(boolean.class)
                .one());
    }

    /** Notes how far the listing under way has come; nothing happens where the watch was changed meanwhile. */
    public void reached(KeptWatch watch, KeptWatch.Listing listing) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE watches SET place = :place, place_token = :token, listing_began = :began,
                            listing_seen = :seen, listing_left_out = :leftOut
                        WHERE name = :name AND version = :version
                        """)
                .bind("place", listing.place().map(Place::key))
                .bind("token", listing.place().flatMap(Place::token))
                .bind("began", listing.began())
                .bind("seen", listing.seen())
                .bind("leftOut", listing.leftOut())
                .bind("name", watch.name())
                .bind("version", watch.version())
                .execute());
    }

    /** Notes the end of a listing; nothing happens where the watch was changed meanwhile. */
    public void polled(KeptWatch watch, KeptWatch.Poll poll, Instant next) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE watches SET place = NULL, place_token = NULL, listing_began = NULL, listing_seen = 0,
                            listing_left_out = 0, first_listing = false, polled_at = :at, poll_ms = :took,
                            listed = :listed, left_out = :leftOut, next_poll_at = :next
                        WHERE name = :name AND version = :version
                        """)
                .bind("at", poll.at())
                .bind("took", poll.took().toMillis())
                .bind("listed", poll.listed())
                .bind("leftOut", poll.leftOut())
                .bind("next", next)
                .bind("name", watch.name())
                .bind("version", watch.version())
                .execute());
    }

    /** Notes what keeps a watch from its work, and when it tries again. */
    public void failed(KeptWatch watch, WatchFailure failure, Instant next) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE watches SET failure = CAST(:failure AS json), failures = failures + 1,
                            failing_since = coalesce(failing_since, clock_timestamp()), next_poll_at = :next
                        WHERE name = :name AND version = :version
                        """)
                .bind("failure", Json.write(failure))
                .bind("next", next)
                .bind("name", watch.name())
                .bind("version", watch.version())
                .execute());
    }

    /** Notes that nothing keeps it from its work any more. */
    public void recovered(KeptWatch watch) {
        database.read(handle -> handle.createUpdate("""
                        UPDATE watches SET failure = NULL, failing_since = NULL, failures = 0
                        WHERE name = :name AND version = :version
                        """)
                .bind("name", watch.name())
                .bind("version", watch.version())
                .execute());
    }

    private static KeptWatch watch(Row row) throws SQLException {
        return new KeptWatch(
                row.text("name"),
                row.number("version"),
                row.json("content", JsonNode.class),
                row.columns().getBoolean("paused"),
                row.time("made_at"),
                row.columns().getBoolean("first_listing"),
                listing(row),
                row.time("next_poll_at"),
                poll(row),
                failing(row),
                row.time("read_at"));
    }

    private static KeptWatch.Listing listing(Row row) throws SQLException {
        Optional<String> token = row.textIfAny("place_token");
        return new KeptWatch.Listing(
                row.textIfAny("place").map(key -> new Place(key, token)),
                row.timeIfAny("listing_began"),
                row.count("listing_seen"),
                row.count("listing_left_out"));
    }

    private static Optional<KeptWatch.Poll> poll(Row row) throws SQLException {
        Optional<Instant> at = row.timeIfAny("polled_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptWatch.Poll(
                        at.get(), Duration.ofMillis(row.count("poll_ms")), row.count("listed"), row.count("left_out")));
    }

    private static Optional<KeptWatch.Failing> failing(Row row) throws SQLException {
        Optional<WatchFailure> failure = row.jsonIfAny("failure", WatchFailure.class);
        return failure.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptWatch.Failing(failure.get(), row.time("failing_since"), row.number("failures")));
    }
}
