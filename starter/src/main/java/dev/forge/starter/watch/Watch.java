package dev.forge.starter.watch;

import dev.forge.archive.records.KeptWatch;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.runtime.SeenObject;

/** A watch as it is kept, and what its definition says. */
record Watch(KeptWatch kept, WatchSpec spec) {
    // 130 bits: no two object versions ever meet.
    private static final int DIGEST = 26;

    static Watch of(KeptWatch kept) {
        return switch (WatchParser.parse(kept.content().toString())) {
            case Asked.Valid(WatchSpec spec) -> new Watch(kept, spec);
            case Asked.Invalid<WatchSpec> invalid ->
                throw new IllegalStateException(
                        "watch " + kept.name() + " was kept with mistakes: " + invalid.problems());
        };
    }

    String name() {
        return kept.name();
    }

    boolean takes(SeenObject object) {
        return object.bucket().equals(spec.bucket()) && spec.takes(object.key());
    }

    /**
     * The id of the run for an object version. It is made of that alone: whoever starts the run, and starts it again after a
     * crash, does so under the same id.
     */
    String runId(SeenObject object) {
        String version = String.join("\n", name(), object.bucket(), object.etag(), object.key());
        return name() + "-" + RunKey.digest(version, DIGEST);
    }

    static WatchedObject watched(SeenObject object) {
        return new WatchedObject(object.bucket(), object.key(), object.etag(), object.size());
    }
}
