package dev.forge.starter.run;

import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunSubmission.Accepted;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Without an archive: the run's id is made of the key, so that the key is known for as long as Temporal keeps the run. */
@Singleton
final class KeysInTemporal implements KeyedStart {
    private final TemporalGateway temporal;
    private final RunIds ids;

    KeysInTemporal(TemporalGateway temporal, RunIds ids) {
        this.temporal = temporal;
        this.ids = ids;
    }

    @Override
    public Accepted start(Order order, String key) {
        StartRequest request = new StartRequest(order, temporal.converter());
        String id = RunIds.ofKey(order.kind(), key);
        return temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))
                ? Accepted.queued(id, order)
                : existing(id, request.hash(), key);
    }

    private Accepted existing(String id, String hash, String key) {
        Execution first =
                temporal.find(id).orElseThrow(() -> new IllegalStateException(id + " is taken and not there"));
        Optional<String> theirs = first.memo(RunAttributes.MEMO_REQUEST_HASH, String.class);
        if (!theirs.equals(Optional.of(hash))) {
            throw Refusal.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "The key \"" + key + "\" has started run " + id
                            + " with another request: use a new key for a new run.");
        }
        return Accepted.of(first);
    }
}
