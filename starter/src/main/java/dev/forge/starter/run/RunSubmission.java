package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.run.RunState;
import jakarta.inject.Singleton;

/** Starts runs. */
@Singleton
public class RunSubmission {
    /** Ids are drawn from billions: a second collision in a row is no accident. */
    private static final int DRAWS = 3;

    private final TemporalGateway temporal;
    private final RunIds ids;
    private final KeyedStart keyed;

    RunSubmission(
            TemporalGateway temporal, RunIds ids, Archive archive, KeysInTemporal unarchived, KeysInArchive archived) {
        this.temporal = temporal;
        this.ids = ids;
        this.keyed = archive.isAbsent() ? unarchived : archived;
    }

    /**
     * A run that has been submitted.
     *
     * @param pipeline the pipeline's name
     */
    public record Accepted(String id, RunState state, String pipeline) {
        static Accepted queued(String id, Order order) {
            return new Accepted(id, RunState.QUEUED, order.pipeline());
        }

        static Accepted of(Execution execution) {
            return new Accepted(execution.runId(), execution.state(), execution.pipeline());
        }
    }

    /** Starts a run under a new id. */
    public Accepted submit(RunKind kind, RunRequest run) {
        return submit(Order.of(kind, run));
    }

    /** The same. */
    Accepted submit(Order order) {
        StartRequest request = new StartRequest(order, temporal.converter());
        for (int draw = 0; draw < DRAWS; draw++) {
            String id = ids.next(order.kind(), order.pipeline());
            if (temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))) {
                return Accepted.queued(id, order);
            }
        }
        throw new IllegalStateException(DRAWS + " new run ids in a row were taken already");
    }

    /** Starts a run under an id that is nobody else's, unless it has been started before. */
    public void submitAs(RunRequest run, String id) {
        Order order = Order.of(RunKind.RUN, run);
        temporal.start(new StartRequest(order, temporal.converter()).of(temporal.namespace(), id, ids.ofCall()));
    }

    /**
     * Starts the run of an idempotency key, or finds it, in whatever state it is.
     *
     * @throws dev.forge.archive.records.ArchiveUnavailable where there is an archive and it does not answer: then nothing
     *     is started
     */
    public Accepted submitOnce(RunKind kind, RunRequest run, String idempotencyKey) {
        return submitOnce(Order.of(kind, run), idempotencyKey);
    }

    /**
     * The same of a queue's message, which is known by its key whatever it asks for.
     *
     * @param key with a line's end in it, which no call's has
     */
    public Accepted submitMessage(RunKind kind, RunRequest run, String key) {
        return keyed.start(Order.of(kind, run), new RequestKey.OfMessage(key));
    }

    /** The same. */
    Accepted submitOnce(Order order, String idempotencyKey) {
        return keyed.start(order, new RequestKey.OfCall(idempotencyKey));
    }
}
