package dev.forge.archive.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What modules have left as results: one of each name, step and run. */
public final class Results {
    /** In chars of JSON: a page of large values ends sooner. */
    static final int LARGEST_PAGE = 4 * 1024 * 1024;

    private static final String INSERT = """
            INSERT INTO results (run_id, step, name, execution, attempt, pipeline, pipeline_version, value, bytes, sha256,
                                 kept_at)
            VALUES (:run, :step, :name, :execution, :attempt, :pipeline, :pipelineVersion, CAST(:value AS jsonb), :bytes,
                    :sha256, now())
            ON CONFLICT (run_id, step, name) DO UPDATE SET
                execution = excluded.execution, attempt = excluded.attempt, pipeline = excluded.pipeline,
                pipeline_version = excluded.pipeline_version, value = excluded.value, bytes = excluded.bytes,
                sha256 = excluded.sha256, kept_at = excluded.kept_at
            """;

    private final Database database;

    Results(Database database) {
        this.database = database;
    }

    /** Keeps all results of a step, in place of those that an earlier attempt of it has left. */
    public void keep(String run, String step, List<KeptResult> results) {
        database.transaction(handle -> {
            Database.lock(handle, "results", run);
            handle.createUpdate("DELETE FROM results WHERE run_id = :run AND step = :step AND NOT name = ANY(:names)")
                    .bind("run", run)
                    .bind("step", step)
                    .bindArray(
                            "names",
                            String.class,
                            results.stream().map(KeptResult::name).toList())
                    .execute();
            PreparedBatch rows = handle.prepareBatch(INSERT);
            results.forEach(result -> bind(rows, result).add());
            return rows.execute();
        });
    }

    private static PreparedBatch bind(PreparedBatch row, KeptResult result) {
        return row.bind("run", result.run())
                .bind("step", result.step())
                .bind("name", result.name())
                .bind("execution", result.execution())
                .bind("attempt", result.attempt())
                .bind("pipeline", result.pipeline())
                .bind("pipelineVersion", result.pipelineVersion())
                .bind("value", result.value().json())
                .bind("bytes", result.value().bytes())
                .bind("sha256", result.value().sha256());
    }

    /** Values, those of the newest results first; of one result in its own order. A page of large ones ends sooner. */
    public Page<FoundResult, ResultCursor> list(ResultFilter filter, Optional<ResultCursor> after, int limit) {
        int most = Page.checked(limit);
        return database.transaction(handle -> page(handle, new ResultQuery(filter, after), most));
    }

    private static Page<FoundResult, ResultCursor> page(Handle handle, ResultQuery query, int most) {
        List<FoundResult> found = new ArrayList<>();
        long chars = 0;
        try (var rows = query.rows(handle, most + 1).iterator()) {
            while (rows.hasNext() && found.size() <= most) {
                FoundResult next = rows.next();
                chars += next.value().length();
                if (chars > LARGEST_PAGE && !found.isEmpty()) {
                    return new Page<>(found, Optional.of(found.getLast().cursor()));
                }
                found.add(next);
            }
        }
        return Page.of(found, most, FoundResult::cursor);
    }

    /** Those of steps that have not succeeded in the end are of an execution before; who continued it did them anew. */
    static void deleteOf(Handle handle, String run, Collection<String> steps) {
        handle.createUpdate("DELETE FROM results WHERE run_id = :run AND step = ANY(:steps)")
                .bind("run", run)
                .bindArray("steps", String.class, steps)
                .execute();
    }

    /** All of these runs. */
    static void deleteOf(Handle handle, List<String> runs) {
        handle.createUpdate("DELETE FROM results WHERE run_id = ANY(:runs)")
                .bindArray("runs", String.class, runs)
                .execute();
    }
}
