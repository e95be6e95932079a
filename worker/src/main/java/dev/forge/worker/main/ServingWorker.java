package dev.forge.worker.main;

import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.AttemptMeter;
import dev.forge.activities.ForgeActivities;
import dev.forge.archive.ObjectLogStore;
import dev.forge.archive.S3OutputBuckets;
import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.SearchAttributes;
import dev.forge.contract.workflow.TemporalConnection;
import dev.forge.k8s.install.Cluster;
import dev.forge.runtime.JobRuntime;
import dev.forge.traces.Traces;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.reaper.Reaper;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker with all that it is made of. Closed, it takes nothing more, and leaves the attempts that run to others. */
final class ServingWorker implements AutoCloseable {
    /** Between two complaints that Temporal does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(ServingWorker.class);

    private final WorkerConfiguration configuration;
    private final AttemptMeter meter;
    private final Traces traces;
    private final Clock clock;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile boolean closed;

    ServingWorker(WorkerConfiguration configuration, AttemptMeter meter, Traces traces, Clock clock) {
        this.configuration = configuration;
        this.meter = meter;
        this.traces = traces;
        this.clock = clock;
    }

    /** Starts serving, once Temporal answers. */
    void start() {
        TemporalConnection temporal = configuration.temporal();
        WorkflowServiceStubs stubs = temporal.stubs();
        add(stubs::shutdownNow);
        connect(stubs);
        ensureSearchAttributes(stubs);
        WorkflowClient client = temporal.client(stubs, traces.propagators());
        Cluster.Attempts attempts = attempts();
        JobRuntime runtime = attempts.runtime();
        Archive archive = add(configuration.archive().map(Archive::open).orElseGet(Archive::absent));
        // The outcome of an attempt stands in Temporal's history, in the run's report and on its Job.
        ForgeActivities activities = new ForgeActivities(
                runtime,
                attempts.logs(),
                (attempt, outcome) -> {},
                archive,
                add(S3OutputBuckets.open(configuration.logs().access())),
                configuration.policy(),
                meter,
                traces.api());
        ArchiveRetention retention = new ArchiveRetention(archive, configuration.retention(), clock);
        add(ForgeWorker.start(client, activities, retention, configuration.worker()));
        add(Reaper.start(runtime, client, activities.cutOffs(client), configuration.reaper(), clock));
    }

    Cluster.Attempts attempts() {
        Cluster cluster = add(Cluster.around());
        ObjectLogStore store = add(ObjectLogStore.open(configuration.logs()));
        return add(cluster.attempts(configuration.kubernetes(), store, clock));
    }

    private void connect(WorkflowServiceStubs stubs) {
        while (!closed) {
            try {
                stubs.connect(PATIENCE);
                return;
            } catch (StatusRuntimeException | IllegalStateException e) {
                LOG.warn(
                        "Temporal at {} does not answer ({}). This worker tries on; see that FORGE_TEMPORAL_ADDRESS is"
                                + " right, and that Temporal is up.",
                        configuration.temporal().address(),
                        e.getMessage());
            }
        }
    }

    private void ensureSearchAttributes(WorkflowServiceStubs stubs) {
        try {
            SearchAttributes.ensure(stubs, configuration.temporal().namespace());
        } catch (StatusRuntimeException e) {
            LOG.warn(
                    "Temporal does not let this worker see to its search attributes ({}). Where runs are refused for lack"
                            + " of them, have an operator of Temporal add them: docs/temporal.md names them.",
                    e.getMessage());
        }
    }

    private synchronized <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** The youngest part first; one that fails does not keep the others open. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("A part of the worker did not close as it should", e);
            }
        }
    }
}
