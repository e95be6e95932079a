package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The pipelines that have a name, and all versions of each. */
public final class Pipelines {
    private static final String LATEST = """
            SELECT v.name, v.version, v.made_at, v.content
            FROM pipelines p JOIN pipeline_versions v ON v.name = p.name AND v.version = p.latest
            WHERE p.deleted_at IS NULL
            """;

    private static final String POINT = """
            INSERT INTO pipelines (name, latest) VALUES (:name, :version)
            ON CONFLICT (name) DO UPDATE SET latest = excluded.latest, deleted_at = NULL
            """;

    private static final String INSERT = """
            INSERT INTO pipeline_versions (name, version, content, made_at)
            VALUES (:name, :version, CAST(:content AS json), clock_timestamp())
            """;

    private final Database database;

    Pipelines(Database database) {
        this.database = database;
    }

    /** A pipeline in a list. */
    public record Entry(String name, int version, Instant madeAt) {}

    /** Makes a new version, unless the newest one has the same content. */
    public VersionPut put(String name, JsonNode content) {
        return put(name, content, newest -> true);
    }

    /**
     * The same, if the newest version is as the caller expects it.
     *
     * @param expected given the newest version; empty where there is none, or none any more
     */
    public VersionPut put(String name, JsonNode content, Predicate<Optional<Integer>> expected) {
        return locked(name, handle -> {
            Optional<Integer> newest = newest(handle, name);
            return expected.test(newest) ? put(handle, name, content) : new VersionPut.Refused(newest);
        });
    }

    private <T> T locked(String name, Function<Handle, T> work) {
        return database.transaction(handle -> {
            Database.lock(handle, "pipeline", name);
            return work.apply(handle);
        });
    }

    private static VersionPut put(Handle handle, String name, JsonNode content) {
        String json = Json.write(content);
        Optional<Integer> same = sameAs(handle, name, json);
        if (same.isPresent()) {
            return new VersionPut.Unchanged(same.get());
        }
        int version = last(handle, name) + 1;
        handle.createUpdate(POINT).bind("name", name).bind("version", version).execute();
        handle.createUpdate(INSERT)
                .bind("name", name)
                .bind("version", version)
                .bind("content", json)
                .execute();
        return new VersionPut.Made(version);
    }

    private static Optional<Integer> sameAs(Handle handle, String name, String json) {
        return handle.createQuery("""
                        SELECT v.version
                        FROM pipelines p JOIN pipeline_versions v ON v.name = p.name AND v.version = p.latest
                        WHERE p.name = :name AND p.deleted_at IS NULL AND CAST(v.content AS text) = :content
                        """)
                .bind("name", name)
                .bind("content", json)
                .mapTo(Integer.class)
                .findOne();
    }

    /** The number that was given last, also to what is deleted. */
    private static int last(Handle handle, String name) {
        return handle.createQuery("SELECT latest FROM pipelines WHERE name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    private static Optional<Integer> newest(Handle handle, String name) {
        return handle.createQuery("SELECT latest FROM pipelines WHERE name = :name AND deleted_at IS NULL")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne();
    }

    private static Optional<PipelineVersion> latest(Handle handle, String name) {
        return handle.createQuery(LATEST + "AND p.name = :name")
                .bind("name", name)
                .map((columns, context) -> version(new Row(columns)))
                .findOne();
    }

    /** The newest version; empty where the pipeline is not there or deleted. */
    public Optional<PipelineVersion> get(String name) {
        return database.read(handle -> latest(handle, name));
    }

    /** A version, also of a pipeline that is deleted. */
    public Optional<PipelineVersion> get(String name, int version) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM pipeline_versions WHERE name = :name AND version = :version")
                .bind("name", name)
                .bind("version", version)
                .map((columns, context) -> version(new Row(columns)))
                .findOne());
    }

    /**
     * All versions, the newest first, also of a pipeline that is deleted.
     *
     * @param after the last version that was seen
     */
    public Page<Entry, Integer> versions(String name, Optional<Integer> after, int limit) {
        int most = Page.checked(limit);
        List<Entry> found = database.read(handle -> handle.createQuery("""
                        SELECT name, version, made_at FROM pipeline_versions
                        WHERE name = :name AND version < :after ORDER BY version DESC LIMIT :limit
                        """)
                .bind("name", name)
                .bind("after", after.orElse(Integer.MAX_VALUE))
                .bind("limit", most + 1)
                .map((columns, context) -> entry(new Row(columns)))
                .list());
        return Page.of(found, most, Entry::version);
    }

    /**
     * Those that are not deleted, by name, each with its newest version.
     *
     * @param after the last name that was seen
     */
    public Page<Entry, String> list(Optional<String> after, int limit) {
        int most = Page.checked(limit);
        List<Entry> found = database.read(handle -> handle.createQuery("""
                        SELECT v.name, v.version, v.made_at
                        FROM pipelines p JOIN pipeline_versions v ON v.name = p.name AND v.version = p.latest
                        WHERE p.deleted_at IS NULL AND p.name > :after ORDER BY p.name LIMIT :limit
                        """)
                .bind("after", after.orElse(""))
                .bind("limit", most + 1)
                .map((columns, context) -> entry(new Row(columns)))
                .list());
        return Page.of(found, most, Entry::name);
    }

    /**
     * Takes a pipeline off the list, if its newest version is as the caller expects it. Its versions stay, and one that is
     * put later goes on counting.
     */
    public VersionDeletion delete(String name, Predicate<Integer> expected) {
        return locked(name, handle -> {
            Optional<Integer> newest = newest(handle, name);
            if (newest.isEmpty()) {
                return new VersionDeletion.Absent();
            }
            if (!expected.test(newest.get())) {
                return new VersionDeletion.Refused(newest.get());
            }
            handle.createUpdate("UPDATE pipelines SET deleted_at = clock_timestamp() WHERE name = :name")
                    .bind("name", name)
                    .execute();
            return new VersionDeletion.Deleted(newest.get());
        });
    }

    private static PipelineVersion version(Row row) throws SQLException {
        return new PipelineVersion(
                row.text("name"), row.number("version"), row.time("made_at"), row.json("content", JsonNode.class));
    }

    private static Entry entry(Row row) throws SQLException {
        return new Entry(row.text("name"), row.number("version"), row.time("made_at"));
    }
}
