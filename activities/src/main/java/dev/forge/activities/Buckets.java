package dev.forge.activities;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.SourceSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The buckets of a pipeline's source and sink, as a module that asks for the object store is told of them. */
record Buckets(Optional<String> input, Optional<String> output) {
    private static final String S3 = "s3://";

    static Buckets of(PipelineSpec spec) {
        return new Buckets(
                spec.source().map(SourceSpec::from).flatMap(Buckets::bucket),
                spec.sink().map(SinkSpec::to).flatMap(Buckets::bucket));
    }

    /** A module's variables and, under the names that it does not use itself, the buckets. */
    Map<String, EnvValue> into(Map<String, EnvValue> env) {
        Map<String, EnvValue> all = new LinkedHashMap<>();
        input.ifPresent(bucket -> all.put("INPUT_BUCKET", EnvValue.text(bucket)));
        output.ifPresent(bucket -> all.put("OUTPUT_BUCKET", EnvValue.text(bucket)));
        all.putAll(env);
        return all;
    }

    private static Optional<String> bucket(String uri) {
        if (!uri.startsWith(S3)) {
            return Optional.empty();
        }
        String bucket = uri.substring(S3.length()).replaceFirst("/.*", "");
        // What a step will have put out is not known to the steps before it.
        boolean known = Expressions.names(bucket).stream().noneMatch(name -> name.startsWith(Resolver.STEP_OUTPUT));
        return known ? Optional.of(bucket) : Optional.empty();
    }
}
