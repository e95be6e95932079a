package dev.forge.starter.schedule;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Claim;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.DurationText;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.temporal.api.schedule.v1.SchedulePatch;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Tells schedules what to start under an idempotency key, once. Temporal itself takes a request of one id once, but forgets it
 * after some hundred actions of the schedule; the archive, where there is one, remembers the key for as long as those of runs.
 */
@Singleton
class KeyedPatches {
    private static final int DIGEST = 50;

    private final ScheduleGateway temporal;
    private final Archive archive;
    private final Clock clock;
    private final Duration retention;

    KeyedPatches(ScheduleGateway temporal, Archive archive, Clock clock, StarterSettings settings) {
        this.temporal = temporal;
        this.archive = archive;
        this.clock = clock;
        this.retention = settings.idempotency().retention();
    }

    /** False where there is no such schedule; refused where the key came with something else. */
    boolean send(String id, SchedulePatch patch, String key) {
        String digest = RunKey.digest(id + "\n" + HexFormat.of().formatHex(patch.toByteArray()), DIGEST);
        // The same for each that sends it: of several at once, and after a crash in between, Temporal takes one.
        String request = UUID.nameUUIDFromBytes((key + "\n" + digest).getBytes(StandardCharsets.UTF_8))
                .toString();
        if (archive.isAbsent()) {
            return temporal.patch(id, patch, request);
        }
        // No key holds a line's end, so it meets none of a run.
        String kept = "SCHEDULE\n" + key;
        Claim claim = archive.idempotencyKeys()
                .claim(kept, digest, id, clock.instant().plus(retention));
        if (claim instanceof Claim.OtherBody) {
            throw reused(key);
        }
        if (claim instanceof Claim.AlreadyThere && archive.idempotencyKeys().isStarted(kept)) {
            return true;
        }
        boolean isThere = temporal.patch(id, patch, request);
        if (isThere) {
            archive.idempotencyKeys().started(kept);
        }
        return isThere;
    }

    private Refusal reused(String key) {
        return Refusal.of(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "The key \"" + key + "\" came with another request to a schedule within the last "
                        + DurationText.print(retention) + ": use a new key.");
    }
}
