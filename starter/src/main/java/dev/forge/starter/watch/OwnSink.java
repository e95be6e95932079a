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

    /** Stands for the rest of a key, the output of a step, a digest, which may be anything; no one types such a character. */
    private static final String ANYTHING = "\uE000";

    private static final String PARAMETERS = "parameters.";

    private OwnSink() {}

    /**
     * The mistake, if it is one or may be one.
     *
     * @param parameters the values of the pipeline's parameters
     * @param sink as it is written, with its expressions
     */
    static Optional<Problem> problem(WatchSpec watch, Map<String, String> parameters, SinkSpec sink) {
        String below = S3 + watch.bucket() + "/" + watch.prefix();
        String place = Expressions.expand(sink.to(), values(watch, parameters, sink.to()));
        if (place.startsWith(below)) {
            return Optional.of(problem(watch, sink, "is below", below));
        }
        int unknown = place.indexOf(ANYTHING);
        return unknown >= 0 && below.startsWith(place.substring(0, unknown))
                ? Optional.of(problem(watch, sink, "may be below", below))
                : Optional.empty();
    }

    private static Problem problem(WatchSpec watch, SinkSpec sink, String isBelow, String below) {
        return Problem.of(
                "/sink",
                "the sink " + sink.to() + " " + isBelow + " what is watched, " + below
                        + ": each result would start another run",
                "begin the sink with a place elsewhere, such as s3://" + watch.bucket()
                        + "/out/${run.id}.zip, or watch a longer prefix");
    }

    private static Map<String, String> values(WatchSpec watch, Map<String, String> parameters, String text) {
        return Expressions.names(text).stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> value(watch, parameters, name)));
    }

    private static String value(WatchSpec watch, Map<String, String> parameters, String name) {
        return switch (name) {
            // The beginning is known, and the digest after it is not.
            case "run.id" -> Watch.runIdsBeginWith(watch.name()) + ANYTHING;
            case "watch.bucket" -> watch.bucket();
            case "watch.key" -> watch.prefix() + ANYTHING;
            default ->
                name.startsWith(PARAMETERS)
                        ? parameters.getOrDefault(name.substring(PARAMETERS.length()), ANYTHING)
                        : ANYTHING;
        };
    }
}
