package dev.forge.starter.run;

import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunSubmission.Accepted;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Without an archive: the run's id is made of the key, so that the key is known for as long as Temporal keeps the run. The id
 * tells the kind of the run as well, so under a message's key the other kind is looked for first; of a pipeline and a job
 * that come under one such key in the same moment each is started.
 */
@Singleton
final class KeysInTemporal implements KeyedStart {
    private final TemporalGateway temporal;
    private final RunIds ids;

    KeysInTemporal(TemporalGateway temporal, RunIds ids) {
        this.temporal = temporal;
        this.ids = ids;
    }

    @Override
    public Accepted start(Order order, RequestKey key) {
        StartRequest request = new StartRequest(order, temporal.converter());
        return ofOtherKind(order.kind(), key)
                .map(first -> same(first, request.hash(), key.text()))
                .orElseGet(() -> started(order, request, key.text()));
    }

    private Optional<Execution> ofOtherKind(RunKind kind, RequestKey key) {
        return switch (key) {
            case RequestKey.OfCall _ -> Optional.empty();
            case RequestKey.OfMessage(String text) ->
                Stream.of(RunKind.values())
                        .filter(other -> other != kind)
                        .flatMap(other -> temporal.find(RunIds.ofKey(other, text)).stream())
                        .findFirst();
        };
    }

    private Accepted started(Order order, StartRequest request, String key) {
        String id = RunIds.ofKey(order.kind(), key);
        return temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))
                ? Accepted.queued(id, order)
                : same(existing(id), request.hash(), key);
    }

    private Execution existing(String id) {
        return temporal.find(id).orElseThrow(() -> new IllegalStateException(id + " is taken and not there"));
    }

    /** The run, unless it was started by another request. */
    private static Accepted same(Execution first, String hash, String key) {
        Optional<String> theirs = first.memo(RunAttributes.MEMO_REQUEST_HASH, String.class);
        if (!theirs.equals(Optional.of(hash))) {
            throw Refusal.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "The key \"" + key + "\" has started run " + first.runId()
                            + " with another request: use a new key for a new run.");
        }
        return Accepted.of(first);
    }
}
