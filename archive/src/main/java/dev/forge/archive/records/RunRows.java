package dev.forge.archive.records;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.Waiting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Reads runs out of their rows. */
final class RunRows {
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};
    private static final TypeReference<Map<String, JsonNode>> PARAMETERS = new TypeReference<>() {};

    private static final TypeReference<List<RunChange>> CHANGES = new TypeReference<>() {};

    private RunRows() {}

    static Optional<RunRecord> find(Handle handle, String id) {
        Optional<RunRecord> run = handle.createQuery("SELECT * FROM runs WHERE id = :id")
                .bind("id", id)
                .map((columns, context) -> record(new Row(columns)))
                .findOne();
        return run.map(found -> new RunRecord(
                found.report().withSteps(steps(handle, id)), found.execution(), found.revision(), found.origin()));
    }

    private static RunRecord record(Row row) throws SQLException {
        RunReport report = new RunReport(
                row.text("id"),
                row.text("key"),
                row.text("pipeline"),
                row.name("state", RunState.class),
                row.textIfAny("reason"),
                row.jsonIfAny("waiting", Waiting.class),
                row.time("started_at"),
                row.timeIfAny("ended_at"),
                List.of(),
                row.jsonIfAny("failure", RunFailure.class),
                row.json("changes", CHANGES));
        RunOrigin origin = new RunOrigin(
                row.numberIfAny("pipeline_version"),
                row.textIfAny("scheduled_by"),
                row.json("labels", LABELS),
                row.json("parameters", PARAMETERS),
                row.jsonIfAny("watch", WatchedObject.class));
        return new RunRecord(report, execution(row), row.count("revision"), origin);
    }

    static Execution execution(Row row) throws SQLException {
        return new Execution(row.text("execution"), row.time("execution_started_at"));
    }

    static RunSummary summary(Row row) throws SQLException {
        return new RunSummary(
                row.text("id"),
                row.text("key"),
                row.text("execution"),
                row.text("pipeline"),
                row.numberIfAny("pipeline_version"),
                row.name("state", RunState.class),
                row.textIfAny("reason"),
                row.jsonIfAny("waiting", Waiting.class),
                row.time("started_at"),
                row.timeIfAny("ended_at"),
                row.jsonIfAny("failure", RunFailure.class),
                row.textIfAny("scheduled_by"),
                row.json("labels", LABELS));
    }

    private static List<StepReport> steps(Handle handle, String id) {
        Map<Integer, List<AttemptReport>> attempts = attempts(handle, id);
        return handle.createQuery("SELECT * FROM steps WHERE run_id = :id ORDER BY position")
                .bind("id", id)
                .map((columns, context) -> step(new Row(columns), attempts))
                .list();
    }

    private static StepReport step(Row row, Map<Integer, List<AttemptReport>> attempts) throws SQLException {
        return new StepReport(
                row.text("name"),
                row.name("kind", StepKind.class),
                row.text("image"),
                row.name("state", StepState.class),
                row.number("retries"),
                row.number("retry_limit"),
                row.number("disruptions"),
                row.number("disruption_limit"),
                attempts.getOrDefault(row.number("position"), List.of()),
                row.jsonIfAny("waiting", Waiting.class),
                row.text("output"));
    }

    private static Map<Integer, List<AttemptReport>> attempts(Handle handle, String id) {
        Map<Integer, List<AttemptReport>> bySteps = new TreeMap<>();
        handle.createQuery("SELECT * FROM attempts WHERE run_id = :id ORDER BY step, position")
                .bind("id", id)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return Map.entry(row.number("step"), attempt(row));
                })
                .forEach(found -> bySteps.computeIfAbsent(found.getKey(), step -> new ArrayList<>())
                        .add(found.getValue()));
        return bySteps;
    }

    private static AttemptReport attempt(Row row) throws SQLException {
        return new AttemptReport(
                row.number("number"),
                row.text("name"),
                row.textIfAny("execution"),
                row.name("counts", AttemptReport.Counts.class),
                row.textIfAny("memory").map(Quantity::new),
                row.time("launched_at"),
                row.timeIfAny("started_at"),
                row.timeIfAny("ended_at"),
                row.jsonIfAny("failure", Failure.class));
    }
}
