package dev.forge.starter.watch;

import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.WatchFailure;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchSpec.Existing;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A watch as it is kept, and what its definition says. */
record Watch(KeptWatch kept, WatchSpec spec) {
    // 130 bits: no two object versions ever meet.
    private static final int DIGEST = 26;

    /**
     * What it is to do.
     *
     * @throws Hindered where another release has kept it, and this one does not take it
     */
    static Watch of(KeptWatch kept) {
        return switch (WatchParser.parse(kept.content().toString())) {
            case Asked.Valid(WatchSpec spec) -> new Watch(kept, spec);
            case Asked.Invalid<WatchSpec> invalid ->
                throw new Hindered(new WatchFailure(
                        "its definition cannot be read any more: "
                                + invalid.problems().getFirst().message(),
                        "put it anew: PUT /watches/" + kept.name()));
        };
    }

    String name() {
        return kept.name();
    }

    boolean takes(SeenObject object) {
        return object.bucket().equals(spec.bucket()) && spec.takes(object.key());
    }

    /**
     * Whether an object was there before the watch, which does not want it then: one that a listing shows, or that an event
     * tells of, which may come late. Once a listing has come to its end, whatever is new has come since: its time tells
     * nothing, an upload in parts bears that of its beginning in listings, and the store's clock may be behind the archive's.
     */
    boolean skips(SeenObject object) {
        // A store's times are in whole seconds.
        return spec.existing() == Existing.SKIP
                && kept.firstListing()
                && object.lastModified().isBefore(kept.madeAt().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * By when a version must have been due to start its run now. Where no event would tell what replaces it while it settles, a
     * listing must have begun since, and come to its end without a newer one.
     */
    Instant settledBy() {
        return spec.settle().isPositive() && !spec.events()
                ? kept.lastPoll().map(KeptWatch.Poll::began).orElse(Instant.EPOCH)
                : kept.readAt();
    }

    /**
     * The id of the run for an object version. It is made of that alone: whoever starts the run, and starts it again after a
     * crash, does so under the same id.
     */
    String runId(SeenObject object) {
        String version = String.join("\n", name(), object.bucket(), object.etag(), object.key());
        return runIdsBeginWith(name()) + RunKey.digest(version, DIGEST);
    }

    /** What the ids of all runs of a watch have in common. */
    static String runIdsBeginWith(String watch) {
        return watch + "-";
    }

    static WatchedObject watched(SeenObject object) {
        return new WatchedObject(object.bucket(), object.key(), object.etag(), object.size());
    }
}
