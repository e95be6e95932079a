package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a job from its tree. */
final class JobReader {
    /** By what Kubernetes itself calls it. */
    static final String OTHER_NAME = "name";

    private final Problems problems;
    private final Scalars scalars;
    private final List<String> notes = new ArrayList<>();

    JobReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Asked<JobRequest> read(Node text) {
        Node root = named(text);
        StepScope scope =
                StepScope.at(List.of(PipelineReader.text(root, JobShape.NAME).orElse(""), "sink"), 0, Set.of());
        Optional<JobRequest> job = FieldValues.read(root, JobShape.JOB, problems)
                .flatMap(fields -> {
                    Optional<QueueReply> replyTo = fields.get("replyTo", new NotificationReader(problems)::replyTo);
                    return job(fields, scope).map(spec -> new JobRequest(spec, notes, replyTo));
                });
        List<Problem> all = problems.all();
        return all.isEmpty() ? new Asked.Valid<>(job.orElseThrow()) : new Asked.Invalid<>(all);
    }

    /** The same, with {@code name} read as {@code jobName} where that is not there. */
    private static Node named(Node root) {
        if (!(root instanceof Node.Entries map)
                || map.entries().stream().anyMatch(entry -> entry.key().equals(JobShape.NAME))) {
            return root;
        }
        return new Node.Entries(
                map.at(),
                map.pointer(),
                map.entries().stream()
                        .map(entry -> entry.key().equals(OTHER_NAME)
                                ? new Node.Entry(entry.at(), JobShape.NAME, entry.value())
                                : entry)
                        .toList());
    }

    private Optional<PipelineSpec> job(FieldValues fields, StepScope scope) {
        Optional<String> name = fields.get(JobShape.NAME, node -> scalars.fixed(node, Labels::moduleComplaint));
        Optional<String> namespace = fields.get("namespace", node -> scalars.fixed(node, Labels::complaint));
        Optional<ModuleSpec> module = module(fields, scope, name.orElse(""));
        return name.flatMap(it ->
                module.map(only -> new PipelineSpec(it, namespace, Optional.empty(), List.of(only), Optional.empty())));
    }

    private Optional<ModuleSpec> module(FieldValues fields, StepScope scope, String name) {
        ModuleReader modules = new ModuleReader(problems, scope);
        JobBuckets buckets = buckets(fields);
        Optional<String> image = fields.get("image", node -> scalars.fixed(node, ImageName::complaint));
        List<String> command = fields.get("command", modules::words).orElse(List.of());
        List<String> args = fields.get("args", modules::words).orElse(List.of());
        Map<String, EnvValue> env =
                fields.get("env", new EnvReader(problems, scope)::read).orElse(Map.of());
        List<JsonNode> containers = fields.get("containers", new ContainersReader(problems, scope)::all)
                .orElse(List.of());
        Duration timeout = fields.get("timeOut", this::timeOut).orElse(ModuleSpec.DEFAULT_TIMEOUT);
        int retries = fields.get("maxRetries", node -> scalars.whole(node, JobShape.RETRIES))
                .orElse(RetryRule.DEFAULT_LIMIT);
        Optional<Duration> keepJob = fields.get("keepJob", new KubernetesReader(problems)::keepJob);
        Optional<String> shown = containers.stream()
                .findFirst()
                .map(container -> container.path("image").asText())
                .or(() -> image);
        return shown.map(known -> new ModuleSpec(
                name,
                known,
                command,
                args,
                containers.isEmpty() ? buckets.into(env) : Map.of(),
                Resources.NONE,
                timeout,
                new RetryRule(retries, RetryRule.DEFAULT_BACKOFF, List.of(), List.of()),
                false,
                buckets.areThere(),
                List.of(),
                KubernetesSpec.NONE
                        .withContainers(containers.stream().map(buckets::into).toList())
                        .withKeepJob(keepJob)));
    }

    private JobBuckets buckets(FieldValues fields) {
        Optional<String> input = fields.get("inputBucket", this::bucket);
        return new JobBuckets(input, fields.get("outputBucket", this::bucket).or(() -> input));
    }

    private Optional<String> bucket(Node node) {
        return scalars.fixed(node, StorageUri::bucketComplaint);
    }

    /** Zero, in whatever unit, is the default; a bare number is minutes. */
    private Optional<Duration> timeOut(Node node) {
        boolean bare = node instanceof Node.Scalar scalar && scalar.text().matches("\\d{1,9}");
        Node read = bare && node instanceof Node.Scalar scalar
                ? new Node.Scalar(scalar.at(), scalar.pointer(), scalar.text() + "m", scalar.plain())
                : node;
        return scalars.duration(read, Duration.ZERO, ModuleReader.LONGEST_TIMEOUT)
                .map(given -> noted(given, bare));
    }

    private Duration noted(Duration given, boolean bare) {
        if (given.isZero()) {
            notes.add("timeOut is 0, which stands for the default: " + DurationText.print(ModuleSpec.DEFAULT_TIMEOUT));
            return ModuleSpec.DEFAULT_TIMEOUT;
        }
        if (bare) {
            notes.add("timeOut has no unit and is read as minutes: " + DurationText.print(given));
        }
        return given;
    }
}
