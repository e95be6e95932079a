package dev.forge.worker;

import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.Optional;

/** Why a run does not begin that finds as many at work as may be. */
final class WaitsForTurn {
    private WaitsForTurn() {}

    static Waiting since(Instant since, Concurrency rule, String pipeline) {
        String most = rule.limit() == 1 ? "1 run" : rule.limit() + " runs";
        return new Waiting(
                "waits for its turn: at most " + most + " of " + Concurrency.told(pipeline, rule.keyIn(pipeline))
                        + " at once",
                since,
                Optional.empty(),
                Optional.of(
                        "nothing: it begins when its turn comes; cancel what is at work, or what waits before it, to"
                                + " have it begin sooner"));
    }
}
