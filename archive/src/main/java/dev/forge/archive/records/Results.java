package dev.forge.archive.records;

import java.time.Instant;
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
                                 asked_at, kept_at)
            VALUES (:run, :step, :name, :execution, :attempt, :pipeline, :pipelineVersion, CAST(:value AS jsonb), :bytes,
                    :sha256, :asked, now())
            """;

    /** All of a step's were kept at once. */
    private static final String STANDING = """
            SELECT execution = :execution AND attempt = :attempt AS same, asked_at > :asked AS later FROM results
            WHERE run_id = :run AND step = :step LIMIT 1
            """;

    private final Database database;

    Results(Database database) {
        this.database = database;
    }

    /**
     * Keeps all results of a step, in place of those that an earlier attempt of it has left. Of an attempt, what was kept first
     * stays: files that are read once more may have been changed by the next step.
     *
     * @param asked when Temporal asked for it, this time; whoever is later, and a run's end that is later, goes before
     * @param results at least one, all of one attempt of the step
     * @return whether the results of that attempt are here; else nothing was changed, since somebody later came before
     */
    public boolean keep(Instant asked, List<KeptResult> results) {
        KeptResult first = results.getFirst();
        return database.transaction(handle -> {
            Runs.lock(handle, first.run());
            return switch (standing(handle, asked, first)) {
                case THIS -> true;
                case LATER -> false;
                case EARLIER, NONE -> !endedSince(handle, first.run(), asked) && replace(handle, asked, results);
            };
        });
    }

    /** Of what the step has in the archive, beside what is to be kept. */
    private enum Standing {
        NONE,
        EARLIER,
        THIS,
        LATER
    }

    private static Standing standing(Handle handle, Instant asked, KeptResult result) {
        return handle.createQuery(STANDING)
                .bind("run", result.run())
                .bind("step", result.step())
                .bind("execution", result.execution())
                .bind("attempt", result.attempt())
                .bind("asked", asked)
                .map((columns, context) -> columns.getBoolean("same")
                        ? Standing.THIS
                        : columns.getBoolean("later") ? Standing.LATER : Standing.EARLIER)
                .findOne()
                .orElse(Standing.NONE);
    }

    /** A run that has ended awaits nobody who was asked before. */
    private static boolean endedSince(Handle handle, String run, Instant asked) {
        return handle.createQuery("SELECT 1 FROM runs WHERE id = :run AND ended_at > :asked")
                .bind("run", run)
                .bind("asked", asked)
                .mapTo(int.class)
                .findOne()
                .isPresent();
    }

    private static boolean replace(Handle handle, Instant asked, List<KeptResult> results) {
        KeptResult first = results.getFirst();
        handle.createUpdate("DELETE FROM results WHERE run_id = :run AND step = :step")
                .bind("run", first.run())
                .bind("step", first.step())
                .execute();
        PreparedBatch rows = handle.prepareBatch(INSERT);
        results.forEach(result -> bind(rows, result).bind("asked", asked).add());
        return rows.execute().length == results.size();
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

    /**
     * Those of steps of which an execution says at its end that they have not succeeded: its own, and those of executions before
     * it. What was asked for after its end is a later one's.
     */
    static void deleteOf(Handle handle, String run, Collection<String> steps, Instant ended) {
        handle.createUpdate("DELETE FROM results WHERE run_id = :run AND step = ANY(:steps) AND asked_at <= :ended")
                .bind("run", run)
                .bindArray("steps", String.class, steps)
                .bind("ended", ended)
                .execute();
    }

    /** All of these runs, which have ended, but for what executions have left that go on since. */
    static void deleteOf(Handle handle, List<String> runs) {
        handle.createUpdate("""
                        DELETE FROM results USING runs
                        WHERE runs.id = results.run_id AND runs.id = ANY(:runs) AND results.asked_at <= runs.ended_at
                        """).bindArray("runs", String.class, runs).execute();
    }
}
