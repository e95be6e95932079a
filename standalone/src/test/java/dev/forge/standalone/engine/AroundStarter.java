package dev.forge.standalone.engine;

import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.NothingRuntime;
import dev.forge.starter.harness.TemporalServer;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** All that a starter needs, without one: a Temporal, an archive, and a worker whose attempts end as soon as they begin. */
final class AroundStarter implements AutoCloseable {
    private final TemporalServer temporal = TemporalServer.start(TemporalServer.freePort());
    private final EmbeddedPostgres postgres;
    private final Archive archive;
    private final Clients calls;
    private final ForgeWorker worker;

    private AroundStarter(Home home) throws InterruptedException {
        postgres = EmbeddedPostgres.start(home, System.getenv(), TemporalServer.freePort());
        archive = Archive.open(postgres.archive());
        archive.migrate();
        calls = Clients.of(temporal.address(), List.of());
        worker = ForgeWorker.start(
                calls.client(),
                new ForgeActivities(new NothingRuntime(), AttemptLogs.NONE, (_, _) -> {}, archive, RunPolicy.DEFAULT),
                new ArchiveRetention(archive, RetentionRules.KEEP_ALL, Clock.systemUTC()),
                WorkerSettings.DEFAULT);
    }

    static AroundStarter start(Home home) throws InterruptedException {
        return new AroundStarter(home);
    }

    String temporalAddress() {
        return temporal.address();
    }

    WorkflowClient client() {
        return calls.client();
    }

    Archive archive() {
        return archive;
    }

    ArchiveSettings archiveSettings() {
        return postgres.archive();
    }

    /** How many runs there are whose ids begin so. */
    long count(String beginning) {
        return client().countWorkflows(runs(beginning)).getCount();
    }

    /** The ids of executions of such runs: a run that was executed twice is there twice. */
    List<String> executions(String beginning) {
        return client().listExecutions(runs(beginning))
                .map(WorkflowExecutionMetadata::getExecution)
                .map(execution -> execution.getWorkflowId())
                .toList();
    }

    private static String runs(String beginning) {
        return "WorkflowType = '" + PipelineWorkflow.TYPE + "' AND WorkflowId STARTS_WITH '" + beginning + "'";
    }

    /** Runs, and who tells of their ends. */
    long open() {
        return client().countWorkflows("ExecutionStatus = 'Running' AND WorkflowType IN ('" + PipelineWorkflow.TYPE
                        + "', '" + NotificationWorkflow.TYPE + "')")
                .getCount();
    }

    @Override
    public void close() throws IOException {
        worker.close();
        calls.close();
        archive.close();
        postgres.close();
        temporal.stop();
    }
}
