package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Claim;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.RunRequest;
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
 * left a claim whose run is nowhere; who comes next with the key starts it.
 */
@Singleton
final class KeysInArchive implements KeyedStart {
    private final Archive archive;
    private final TemporalGateway temporal;
    private final RunIds ids;
    private final Clock clock;
    private final Duration retention;

    KeysInArchive(Archive archive, TemporalGateway temporal, RunIds ids, Clock clock, StarterSettings settings) {
        this.archive = archive;
        this.temporal = temporal;
        this.ids = ids;
        this.clock = clock;
        this.retention = settings.idempotency().retention();
    }

    @Override
    public Accepted start(RunKind kind, RunRequest run, String key) {
        StartRequest request = new StartRequest(run, temporal.converter());
        String id = ids.ofClaim(kind, run.pipeline().name());
        Claim claim = archive.idempotencyKeys()
                .claim(ofKind(kind, key), request.hash(), id, clock.instant().plus(retention));
        return switch (claim) {
            case Claim.Claimed() -> begun(id, run, request);
            case Claim.AlreadyThere(String first) -> known(first).orElseGet(() -> begun(first, run, request));
            case Claim.OtherBody() -> throw reused(key);
        };
    }

    /** No key holds a line's end, so those of two kinds never meet. */
    private static String ofKind(RunKind kind, String key) {
        return kind.name() + "\n" + key;
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
    private Accepted begun(String id, RunRequest run, StartRequest request) {
        return temporal.start(request.of(temporal.namespace(), id, ids.ofCall()))
                ? Accepted.queued(id, run)
                : inTemporal(id).orElseThrow(() -> new IllegalStateException(id + " is taken and not there"));
    }

    private Refusal reused(String key) {
        return Refusal.of(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "The key \"" + key + "\" came with another request within the last " + DurationText.print(retention)
                        + ": use a new key for a new run.");
    }
}
