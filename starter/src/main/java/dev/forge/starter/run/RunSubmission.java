package dev.forge.starter.run;

import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Starts runs. */
@Singleton
public class RunSubmission {
    /** Ids are drawn from billions: a second collision in a row is no accident. */
    private static final int DRAWS = 3;

    private final TemporalGateway temporal;
    private final RunIds ids;

    RunSubmission(TemporalGateway temporal, RunIds ids) {
        this.temporal = temporal;
        this.ids = ids;
    }

    /**
     * A run that has been submitted.
     *
     * @param pipeline the pipeline's name
     */
    public record Accepted(String id, RunState state, String pipeline) {}

    /** Starts a run under a new id. */
    public Accepted submit(RunRequest run) {
        StartRequest request = new StartRequest(run, temporal.converter());
        for (int draw = 0; draw < DRAWS; draw++) {
            String id = ids.next(run.pipeline().name());
            if (temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))) {
                return new Accepted(id, RunState.QUEUED, run.pipeline().name());
            }
        }
        throw new IllegalStateException(DRAWS + " new run ids in a row were taken already");
    }

    /** Starts the run of an idempotency key, or finds it, in whatever state it is. */
    public Accepted submitOnce(RunRequest run, String idempotencyKey) {
        StartRequest request = new StartRequest(run, temporal.converter());
        String id = RunIds.ofKey(idempotencyKey);
        if (temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))) {
            return new Accepted(id, RunState.QUEUED, run.pipeline().name());
        }
        return existing(id, request.hash(), idempotencyKey);
    }

    private Accepted existing(String id, String hash, String idempotencyKey) {
        Execution first =
                temporal.find(id).orElseThrow(() -> new IllegalStateException(id + " is taken and not there"));
        Optional<String> theirs = first.memo(RunAttributes.MEMO_REQUEST_HASH, String.class);
        if (!theirs.equals(Optional.of(hash))) {
            throw Refusal.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "The key \"" + idempotencyKey + "\" has started run " + id
                            + " with another request: use a new key for a new run.");
        }
        return new Accepted(id, first.state(), first.pipeline());
    }
}
