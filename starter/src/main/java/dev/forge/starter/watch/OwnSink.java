package dev.forge.starter.watch;

import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.WatchSpec;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A sink below what its watch looks at: each run's result would start the next run, for ever. */
final class OwnSink {
    private static final String S3 = "s3://";

    /** Stands for the output of a step, or a digest, which may be anything; a private character that no one types. */
    private static final String ANYTHING = "\uE000";

    private OwnSink() {}

    /** The mistake, if it is one; the sink's parameters and the watch's object are bound already. */
    static Optional<Problem> problem(WatchSpec watch, SinkSpec sink) {
        String to = Expressions.expand(sink.to(), values(watch, sink.to()));
        if (to.startsWith(ANYTHING)) {
            return Optional.empty();
        }
        if (!to.startsWith(S3) || !mayBeBelow(watch, to.substring(S3.length()))) {
            return Optional.empty();
        }
        String below = S3 + watch.bucket() + "/" + watch.prefix();
        return Optional.of(Problem.of(
                "/sink",
                "the sink " + sink.to() + " is below what is watched, " + below
                        + ": each result would start another run",
                "name a sink elsewhere, such as s3://" + watch.bucket()
                        + "/out/${run.id}.zip, or watch a longer prefix"));
    }

    private static Map<String, String> values(WatchSpec watch, String text) {
        return Expressions.names(text).stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> value(watch, name)));
    }

    /** Of a run's id the beginning is known, and the digest after it is not. */
    private static String value(WatchSpec watch, String name) {
        return name.equals("run.id") ? Watch.runIdsBeginWith(watch.name()) + ANYTHING : ANYTHING;
    }

    private static boolean mayBeBelow(WatchSpec watch, String place) {
        int unknown = place.indexOf(ANYTHING);
        String known = unknown < 0 ? place : place.substring(0, unknown);
        int slash = known.indexOf('/');
        if (slash < 0) {
            return watch.bucket().startsWith(known);
        }
        String key = known.substring(slash + 1);
        return known.substring(0, slash).equals(watch.bucket())
                && (key.startsWith(watch.prefix())
                        || (unknown >= 0 && watch.prefix().startsWith(key)));
    }
}
