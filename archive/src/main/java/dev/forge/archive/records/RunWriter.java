package dev.forge.archive.records;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Writes a run's rows, in place of those that were there. */
final class RunWriter {
    private static final String RUN = """
            INSERT INTO runs (id, key, execution, execution_started_at, revision, pipeline, pipeline_version, state,
                              reason, waiting, failure, started_at, ended_at, scheduled_by, labels, parameters, searched,
                              changes, watch)
            VALUES (:id, :key, :execution, :executionStartedAt, :revision, :pipeline, :pipelineVersion, :state,
                    :reason, CAST(:waiting AS jsonb), CAST(:failure AS jsonb), :startedAt, :endedAt, :scheduledBy,
                    CAST(:labels AS jsonb), CAST(:parameters AS jsonb), :searched, CAST(:changes AS jsonb),
                    CAST(:watch AS jsonb))
            ON CONFLICT (id) DO UPDATE SET
                key = excluded.key, execution = excluded.execution,
                execution_started_at = excluded.execution_started_at, revision = excluded.revision,
                pipeline = excluded.pipeline, pipeline_version = excluded.pipeline_version, state = excluded.state,
                reason = excluded.reason, waiting = excluded.waiting, failure = excluded.failure,
                started_at = excluded.started_at, ended_at = excluded.ended_at, scheduled_by = excluded.scheduled_by,
                labels = excluded.labels, parameters = excluded.parameters, searched = excluded.searched,
                changes = excluded.changes, watch = excluded.watch
            """;

    private static final String STEP = """
            INSERT INTO steps (run_id, position, name, kind, image, state, retries, retry_limit, disruptions,
                               disruption_limit, waiting, output)
            VALUES (:run, :position, :name, :kind, :image, :state, :retries, :retryLimit, :disruptions,
                    :disruptionLimit, CAST(:waiting AS jsonb), :output)
            """;

    private static final String ATTEMPT = """
            INSERT INTO attempts (run_id, step, position, number, name, execution, counts, memory, launched_at,
                                  started_at, ended_at, failure)
            VALUES (:run, :step, :position, :number, :name, :execution, :counts, :memory, :launchedAt,
                    :startedAt, :endedAt, CAST(:failure AS jsonb))
            """;

    private final Handle handle;
    private final String id;

    RunWriter(Handle handle, String id) {
        this.handle = handle;
        this.id = id;
    }

    /** The run's own row. */
    void writeEnd(RunRecord record) {
        writeRun(record, record.report(), record.origin());
    }

    void write(RunRecord record) {
        writeEnd(record);
        handle.createUpdate("DELETE FROM steps WHERE run_id = :id")
                .bind("id", id)
                .execute();
        writeSteps(record.report().steps());
        writeAttempts(record.report().steps());
        List<String> unsuccessful = unsuccessful(record.report().steps());
        record.report().endedAt().ifPresent(ended -> Results.deleteOf(handle, id, unsuccessful, ended));
    }

    private static List<String> unsuccessful(List<StepReport> steps) {
        return steps.stream()
                .filter(step -> step.state() != StepState.SUCCEEDED)
                .map(StepReport::name)
                .toList();
    }

    private void writeRun(RunRecord record, RunReport report, RunOrigin origin) {
        handle.createUpdate(RUN)
                .bind("id", id)
                .bind("key", report.key())
                .bind("execution", record.execution().id())
                .bind("executionStartedAt", record.execution().startedAt())
                .bind("revision", record.revision())
                .bind("pipeline", report.pipeline())
                .bind("pipelineVersion", origin.pipelineVersion())
                .bind("state", report.state().name())
                .bind("reason", report.reason().map(Json::text))
                .bind("waiting", report.waiting().map(Json::write))
                .bind("failure", report.failure().map(Json::write))
                .bind("startedAt", report.startedAt())
                .bind("endedAt", report.endedAt())
                .bind("scheduledBy", origin.scheduledBy())
                .bind("labels", Json.write(origin.labels()))
                .bind("parameters", Json.write(origin.parameters()))
                .bind("searched", searched(origin))
                .bind("changes", Json.write(report.changes()))
                .bind("watch", origin.watch().map(Json::write))
                .execute();
    }

    private String searched(RunOrigin origin) {
        return Stream.concat(Stream.of(id), origin.labels().values().stream().sorted())
                .map(Json::text)
                .collect(Collectors.joining("\n"));
    }

    private void writeSteps(List<StepReport> steps) {
        PreparedBatch rows = handle.prepareBatch(STEP);
        for (int position = 0; position < steps.size(); position++) {
            StepReport step = steps.get(position);
            rows.bind("run", id)
                    .bind("position", position)
                    .bind("name", step.name())
                    .bind("kind", step.kind().name())
                    .bind("image", step.image())
                    .bind("state", step.state().name())
                    .bind("retries", step.retries())
                    .bind("retryLimit", step.retryLimit())
                    .bind("disruptions", step.disruptions())
                    .bind("disruptionLimit", step.disruptionLimit())
                    .bind("waiting", step.waiting().map(Json::write))
                    .bind("output", Json.text(step.output()))
                    .add();
        }
        rows.execute();
    }

    private void writeAttempts(List<StepReport> steps) {
        PreparedBatch rows = handle.prepareBatch(ATTEMPT);
        for (int step = 0; step < steps.size(); step++) {
            List<AttemptReport> attempts = steps.get(step).attempts();
            for (int position = 0; position < attempts.size(); position++) {
                rows.bind("run", id).bind("step", step).bind("position", position);
                bind(rows, attempts.get(position)).add();
            }
        }
        rows.execute();
    }

    private static PreparedBatch bind(PreparedBatch row, AttemptReport attempt) {
        return row.bind("number", attempt.number())
                .bind("name", attempt.name())
                .bind("execution", attempt.execution())
                .bind("counts", attempt.counts().name())
                .bind("memory", attempt.memory().map(Quantity::text))
                .bind("launchedAt", attempt.launchedAt())
                .bind("startedAt", attempt.startedAt())
                .bind("endedAt", attempt.endedAt())
                .bind("failure", attempt.failure().map(Json::write));
    }
}
