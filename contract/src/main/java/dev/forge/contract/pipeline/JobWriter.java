package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes jobs as {@link JobParser} reads them. */
public final class JobWriter {
    private static final String ENV = "env";
    private static final String INPUT_BUCKET = "inputBucket";
    private static final String OUTPUT_BUCKET = "outputBucket";

    private JobWriter() {}

    /** The job that asks for a run; empty where the run is more than a job can say. */
    public static Optional<ObjectNode> tree(RunRequest run) {
        return run.pipeline() instanceof RunRequest.Inline(PipelineSpec spec)
                ? Optional.of(written(spec, run)).filter(job -> asksFor(run, job))
                : Optional.empty();
    }

    /** The bucket into which the job puts what it makes; empty where it names none, or the pipeline is no job's. */
    public static Optional<String> outputBucket(PipelineSpec spec) {
        return spec.modules().getFirst().objectStore()
                ? tree(RunRequest.of(spec))
                        .map(job -> job.path(job.has(OUTPUT_BUCKET) ? OUTPUT_BUCKET : INPUT_BUCKET))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                : Optional.empty();
    }

    private static boolean asksFor(RunRequest run, ObjectNode job) {
        return JobParser.parse(job.toString()) instanceof Asked.Valid<JobRequest>(JobRequest read)
                && read.run().equals(run);
    }

    private static ObjectNode written(PipelineSpec spec, RunRequest run) {
        ModuleSpec module = spec.modules().getFirst();
        ObjectNode tree = ModuleWriter.tree(module);
        ObjectNode job = JsonNodeFactory.instance.objectNode().put(JobShape.NAME, spec.name());
        for (String field : List.of("image", "command", "args", ENV, "containers")) {
            Optional.ofNullable(tree.get(field)).ifPresent(value -> job.set(field, value.deepCopy()));
        }
        job.put("timeOut", DurationText.print(module.timeout()));
        job.put("maxRetries", module.retry().limit());
        spec.namespace().ifPresent(namespace -> job.put("namespace", namespace));
        module.kubernetes().keepJob().ifPresent(kept -> job.put("keepJob", DurationText.print(kept)));
        run.replyTo().ifPresent(reply -> NotificationWriter.write(reply, job));
        if (module.objectStore()) {
            bucket(INPUT_BUCKET, JobBuckets.INPUT, job);
            bucket(OUTPUT_BUCKET, JobBuckets.OUTPUT, job);
            if (job.path(OUTPUT_BUCKET).equals(job.path(INPUT_BUCKET))) {
                // As it is where it is left out, and stays so when the other one is changed.
                job.remove(OUTPUT_BUCKET);
            }
        }
        return job;
    }

    // Where a bucket stays behind as a variable of the job's own, that one would go before another bucket.
    private static void bucket(String field, String variable, ObjectNode job) {
        Optional<String> bucket = containers(job)
                .flatMap(JobWriter::variables)
                .filter(one -> one.path("name").asText().equals(variable))
                .map(one -> one.path("value"))
                .findFirst()
                .or(() -> Optional.of(job.path(ENV).path(variable)))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
        bucket.ifPresent(name -> {
            job.put(field, name);
            if (job.path(ENV) instanceof ObjectNode env) {
                env.remove(variable);
            }
            containers(job).forEach(container -> remove(variable, name, container));
        });
    }

    private static void remove(String variable, String bucket, JsonNode container) {
        if (container.path(ENV) instanceof ArrayNode env) {
            env.removeIf(one -> one.path("name").asText().equals(variable)
                    && one.path("value").asText().equals(bucket));
        }
    }

    private static Stream<JsonNode> containers(ObjectNode job) {
        return job.path("containers").valueStream();
    }

    private static Stream<JsonNode> variables(JsonNode container) {
        return container.path(ENV).valueStream();
    }
}
