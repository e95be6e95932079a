package dev.forge.archive.records;

import dev.forge.archive.records.RunRecord.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The runs: one record each, of the newest execution. */
public final class Runs {
    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /**
     * Writes a run with its steps and attempts in place of what was known of it, unless that is as new or newer: a record of
     * a later execution, or one of the same execution with as high a revision, or its final state where this is none.
     *
     * @return whether it was written
     */
    public boolean record(RunRecord record) {
        return record(record, RunWriter::write);
    }

    /**
     * The same of an end of which nobody but Temporal tells, and nothing of steps: what an earlier execution has told of these
     * stays.
     */
    public boolean recordEnd(RunRecord record) {
        return record(record, RunWriter::writeEnd);
    }

    private boolean record(RunRecord record, BiConsumer<RunWriter, RunRecord> writing) {
        String id = record.report().id();
        return database.transaction(handle -> {
            lock(handle, id);
            if (standing(handle, id).filter(there -> !there.isOlderThan(record)).isPresent()) {
                return false;
            }
            var before = Tallies.of(handle, List.of(id));
            writing.accept(new RunWriter(handle, id), record);
            Tallies.move(handle, before, Tallies.of(handle, List.of(id)));
            return true;
        });
    }

    /** Nobody else writes the run's row, or results of it, before the end of the transaction. */
    static void lock(Handle handle, String id) {
        Database.lock(handle, "run", id);
    }

    /** Locked against retention. */
    private static Optional<Standing> standing(Handle handle, String id) {
        return handle.createQuery("""
                        SELECT execution, execution_started_at, revision, ended_at FROM runs WHERE id = :id FOR UPDATE
                        """)
                .bind("id", id)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Standing(RunRows.execution(row), row.count("revision"), row.timeIfAny("ended_at"));
                })
                .findOne();
    }

    public Optional<RunRecord> find(String id) {
        return database.snapshot(handle -> RunRows.find(handle, id));
    }

    /** Those that have ended, the last first; of those that ended at once, by the bytes of their ids, the highest first. */
    public Page<RunSummary, EndedCursor> listEnded(RunFilter filter, Optional<EndedCursor> after, int limit) {
        int most = Page.checked(limit);
        List<RunSummary> found = database.read(handle -> new RunQuery(filter, after).rows(handle, most + 1));
        return Page.of(found, most, last -> new EndedCursor(last.closedAt(), Optional.of(last.id())));
    }

    /** Of each of these runs that is here, the execution (Temporal's Run ID) of which its record is. */
    public Map<String, String> executions(Collection<String> ids) {
        Map<String, String> executions = new HashMap<>();
        database.read(handle -> handle.createQuery("SELECT id, execution FROM runs WHERE id = ANY(:ids)")
                        .bindArray("ids", String.class, ids)
                        .map((columns, context) -> Map.entry(columns.getString("id"), columns.getString("execution")))
                        .list())
                .forEach(found -> executions.put(found.getKey(), found.getValue()));
        return executions;
    }

    /** Of runs that ended, and retries that were launched, at an instant or later. */
    public RunStats stats(Instant since) {
        return statsByPipeline(since).values().stream().reduce(RunStats.NONE, RunStats::plus);
    }

    /** The same for each pipeline of which there is something to count. */
    public SortedMap<String, RunStats> statsByPipeline(Instant since) {
        return database.read(handle -> Tallies.since(handle, since));
    }
}
