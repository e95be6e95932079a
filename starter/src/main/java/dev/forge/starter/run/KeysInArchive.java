package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Claim;
import dev.forge.archive.records.IdempotencyKeys;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.run.RunReport;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.RunSubmission.Accepted;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * With an archive: the key is claimed there for a run id before the run is started under it. Whoever died in between has
 * left a claim whose run is nowhere and was never noted as started; who comes next with the key starts it.
 */
@Singleton
final class KeysInArchive implements KeyedStart {
    private final Archive archive;
    private final IdempotencyKeys keys;
    private final TemporalGateway temporal;
    private final RunIds ids;
    private final Clock clock;
    private final Duration retention;

    KeysInArchive(Archive archive, TemporalGateway temporal, RunIds ids, Clock clock, StarterSettings settings) {
        this.archive = archive;
        this.keys = archive.idempotencyKeys();
        this.temporal = temporal;
        this.ids = ids;
        this.clock = clock;
        this.retention = settings.idempotency().retention();
    }

    @Override
    public Accepted start(Order order, RequestKey key) {
        StartRequest request = new StartRequest(order, temporal.converter());
        String id = ids.ofClaim(order.kind(), order.pipeline());
        String name = name(order, key);
        Claim claim = keys.claim(name, request.hash(), id, clock.instant().plus(retention));
        Accepted accepted = switch (claim) {
            case Claim.Claimed() -> begun(id, order, request);
            case Claim.AlreadyThere(String first) ->
                known(first).orElseGet(() -> begunByNobody(name, key.text(), first, order, request));
            case Claim.OtherBody() -> throw reused(key.text());
        };
        // Whoever gets no answer because of this sends the request again, and finds the run.
        keys.started(name);
        return accepted;
    }

    private Accepted begunByNobody(String name, String key, String id, Order order, StartRequest request) {
        if (!keys.isStarted(name)) {
            return begun(id, order, request);
        }
        // Another may have started it since it was looked for.
        return known(id)
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.RUN_FORGOTTEN,
                        "The key \"" + key + "\" has started run " + id
                                + ", of which nothing is kept any more: use a new key for a new run."));
    }

    /** Under which the archive has a key. */
    private static String name(Order order, RequestKey key) {
        return switch (key) {
            case RequestKey.OfCall(String text) -> order.kind().name() + "\n" + text;
            // One name for both kinds, under which messages of jobs have always been kept.
            case RequestKey.OfMessage(String text) -> RunKind.JOB.name() + "\n" + text;
        };
    }

    private Optional<Accepted> known(String id) {
        return inTemporal(id).or(() -> archive.runs().find(id).map(KeysInArchive::kept));
    }

    private Optional<Accepted> inTemporal(String id) {
        return temporal.find(id).map(Accepted::of);
    }

    private static Accepted kept(RunRecord record) {
        RunReport report = record.report();
        return new Accepted(report.id(), report.state(), report.pipeline());
    }

    /** Of several that start it at once, Temporal lets one do it. */
    private Accepted begun(String id, Order order, StartRequest request) {
        return temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))
                ? Accepted.queued(id, order)
                : inTemporal(id).orElseThrow(() -> new IllegalStateException(id + " is taken and not there"));
    }

    private Refusal reused(String key) {
        return Refusal.of(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "The key \"" + key + "\" came with another request within the last " + DurationText.print(retention)
                        + ": use a new key for a new run.");
    }
}
