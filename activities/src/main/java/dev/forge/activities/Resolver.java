package dev.forge.activities;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.ContainerExpressions;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.JobWriter;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.ParsedRequest.Form;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PreparedRun;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.SourceSpec;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.StepPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes a plan of a request, whoever sent it: the starter, the temporal CLI or a schedule. Here, and nowhere else, a
 * named pipeline is looked up, parameters get their values and labels are brought together. What depends on the outcome
 * of an earlier step ({@code ${steps.a.output}}) is left for the step's launch.
 */
final class Resolver {
    static final String STEP_OUTPUT = "steps.";

    private static final String WATCH_BY_HAND =
            "say for which object it is: {\"pipeline\": …, \"watch\": {\"bucket\": …, \"key\": …, \"etag\": …, \"size\": …}}";

    /** In chars; Temporal takes 2 MB as one payload, and a long value may stand in many places. */
    private static final int LARGEST = 1_000_000;

    private final RunPolicy policy;
    private final PipelineCatalog catalog;

    Resolver(RunPolicy policy, PipelineCatalog catalog) {
        this.policy = policy;
        this.catalog = catalog;
    }

    Resolution.OfRequest resolve(Request request) {
        return switch (RunRequestParser.parse(request.json())) {
            case ParsedRequest.Invalid(String name, Form _, List<Problem> problems) ->
                new Resolution.Refusal(name, problems).telling(List.copyOf(policy.webhooks()));
            case ParsedRequest.Valid(RunRequest asked) -> resolve(asked, request);
        };
    }

    private Resolution.OfRequest resolve(RunRequest asked, Request request) {
        return switch (asked.pipeline()) {
            case RunRequest.Inline(PipelineSpec spec) -> resolve(asked, spec, Optional.empty(), request);
            case RunRequest.Named named ->
                catalog.find(named.name(), named.version())
                        .map(found -> resolve(asked, named, found, request))
                        .orElseGet(() -> notThere(named).telling(targets(asked, List.of())));
        };
    }

    private Resolution.OfRequest resolve(
            RunRequest asked, RunRequest.Named named, PipelineCatalog.Version found, Request request) {
        return switch (PipelineParser.parse(found.content())) {
            case Parsed.Valid(PipelineSpec spec) -> resolve(asked, spec, Optional.of(found.number()), request);
            case Parsed.Invalid(String _, List<Problem> problems) ->
                new Resolution.Refusal(
                        named.name(),
                        problems.stream()
                                .map(problem -> Problem.of(
                                        "/pipeline" + problem.pointer(),
                                        "version " + found.number() + " of pipeline " + named.name() + ": "
                                                + problem.message(),
                                        problem.fix()))
                                .toList(),
                        targets(asked, List.of()));
        };
    }

    private Resolution.OfRequest notThere(RunRequest.Named named) {
        Optional<Integer> newest = named.version()
                .flatMap(_ -> catalog.find(named.name(), Optional.empty()))
                .map(PipelineCatalog.Version::number);
        Problem problem = newest.map(number -> Problem.of(
                        "/version",
                        "pipeline " + named.name() + " has no version "
                                + named.version().orElseThrow(),
                        "leave version out for the newest, which is " + number))
                .orElseGet(() -> Problem.of(
                        "/pipeline",
                        "no pipeline is kept under the name " + named.name(),
                        "check the name, or send the pipeline itself: {\"pipeline\": {\"name\": \"" + named.name()
                                + "\", \"modules\": […]}}"));
        return new Resolution.Refusal(named.name(), List.of(problem));
    }

    private Resolution.OfRequest resolve(
            RunRequest asked, PipelineSpec spec, Optional<Integer> version, Request request) {
        Resolution.OfRequest resolution = switch (PreparedRun.of(asked, spec)) {
            case PreparedRun.Flawed(List<Problem> problems) -> new Resolution.Refusal(spec.name(), problems);
            case PreparedRun.Ready ready -> resolve(ready, version, request);
        };
        return resolution.telling(targets(asked, spec.webhooks()));
    }

    /** Whoever waits for this run, those that its pipeline names, and those that are told of every run. */
    private List<NotificationTarget> targets(RunRequest asked, List<NotificationTarget.Webhook> pipelines) {
        return Stream.of(asked.replyTo().stream(), pipelines.stream(), policy.webhooks().stream())
                .<NotificationTarget>flatMap(targets -> targets)
                .distinct()
                .toList();
    }

    private Resolution.OfRequest resolve(PreparedRun.Ready run, Optional<Integer> version, Request request) {
        PipelineSpec spec = run.spec();
        Map<String, String> values = new HashMap<>(run.values());
        values.put("run.id", request.runId());
        values.put("run.scheduledAt", request.scheduledAt().toString());
        List<StepPlan> steps = steps(spec);
        Optional<String> key = spec.concurrency().flatMap(Concurrency::key);
        List<Problem> problems = new ArrayList<>(withoutValue(steps, key, values));
        key.flatMap(text -> BoundKey.problem(text, values)).ifPresent(problems::add);
        problems.addAll(unkeptResults(spec));
        if (!problems.isEmpty()) {
            return new Resolution.Refusal(spec.name(), problems);
        }
        if (length(steps, values) > LARGEST) {
            return new Resolution.Refusal(
                    spec.name(),
                    List.of(Problem.of(
                            "/parameters",
                            "the pipeline has more than a million characters once its parameters are put in",
                            "hand over long values in a file of the source")));
        }
        List<StepPlan> bound = steps.stream().map(step -> step.bind(values)).toList();
        Duration keepAfterSuccess = spec.sink().isPresent() ? Duration.ZERO : policy.keepWorkspace();
        Optional<LogTarget> logTo =
                JobWriter.outputBucket(spec).map(bucket -> LogTarget.ofJob(bucket, spec.name(), request.runId()));
        return new Resolution.Plan(
                spec.name(),
                bound,
                policy.disruptionLimit(),
                policy.heartbeatTimeout(),
                policy.keepWorkspace(),
                keepAfterSuccess,
                version,
                run.parameters(),
                run.labels(),
                spec.onFailure(),
                spec.concurrency().map(concurrency -> BoundKey.in(concurrency, values)),
                logTo,
                List.of());
    }

    private List<Problem> unkeptResults(PipelineSpec spec) {
        return catalog.keepsResults()
                ? List.of()
                : spec.modules().stream()
                        .filter(module -> !module.results().isEmpty())
                        .map(module -> Problem.of(
                                "",
                                "module " + module.name() + " has results, and there is no archive that keeps them",
                                "remove results, or give the worker an archive (FORGE_ARCHIVE_URL)"))
                        .toList();
    }

    private List<StepPlan> steps(PipelineSpec spec) {
        List<StepPlan> steps = new ArrayList<>();
        Buckets buckets = Buckets.of(spec);
        KubernetesSpec place = KubernetesSpec.NONE.withNamespace(spec.namespace());
        spec.source().ifPresent(source -> steps.add(source(source, place)));
        spec.modules().forEach(module -> steps.add(module(module, buckets, spec.namespace())));
        spec.sink().ifPresent(sink -> steps.add(sink(sink, place)));
        return steps;
    }

    /** Of all texts once the values are in, in chars. */
    private static long length(List<StepPlan> steps, Map<String, String> values) {
        AtomicLong chars = new AtomicLong();
        Map<String, String> written = ContainerExpressions.literals(values);
        UnaryOperator<String> count = text -> {
            chars.addAndGet(Expressions.length(text, written));
            return text;
        };
        steps.forEach(step -> step.map(count));
        return chars.get();
    }

    private static List<Problem> withoutValue(List<StepPlan> steps, Optional<String> key, Map<String, String> values) {
        TreeSet<String> missing = new TreeSet<>();
        UnaryOperator<String> collect = text -> {
            missing.addAll(Expressions.names(text));
            return text;
        };
        steps.forEach(step -> step.map(collect));
        key.ifPresent(text -> missing.addAll(Expressions.names(text)));
        missing.removeAll(values.keySet());
        missing.removeIf(name -> name.startsWith(STEP_OUTPUT));
        return missing.stream()
                .map(name -> Problem.of(
                        "", "${" + name + "} has no value in this run", "let a watch start it, or " + WATCH_BY_HAND))
                .toList();
    }

    private StepPlan source(SourceSpec source, KubernetesSpec place) {
        List<String> args = new ArrayList<>(List.of(
                "source",
                "--from",
                source.from(),
                "--unpack",
                source.unpack().name().toLowerCase(Locale.ROOT)));
        // One argument: whoever has the store says what it is, and by itself it could read as another option.
        source.etag().ifPresent(etag -> args.add("--etag=" + etag));
        return transfer("source", StepKind.SOURCE, args, place);
    }

    private StepPlan sink(SinkSpec sink, KubernetesSpec place) {
        List<String> args = new ArrayList<>(List.of("sink", "--to", sink.to()));
        sink.include().forEach(pattern -> args.addAll(List.of("--include", pattern)));
        sink.exclude().forEach(pattern -> args.addAll(List.of("--exclude", pattern)));
        return transfer("sink", StepKind.SINK, args, place);
    }

    private StepPlan transfer(String name, StepKind kind, List<String> args, KubernetesSpec place) {
        return new StepPlan(
                name,
                kind,
                policy.transferImage(),
                List.of(),
                args,
                Map.of(),
                policy.transferResources(),
                policy.transferTimeout(),
                RetryRule.DEFAULT,
                false,
                false,
                List.of(),
                place);
    }

    private static StepPlan module(ModuleSpec module, Buckets buckets, Optional<String> namespace) {
        return new StepPlan(
                module.name(),
                StepKind.MODULE,
                module.image(),
                module.command(),
                module.args(),
                module.objectStore() ? buckets.into(module.env()) : module.env(),
                module.resources(),
                module.timeout(),
                module.retry(),
                module.restore(),
                module.objectStore(),
                module.results(),
                module.kubernetes().withNamespace(namespace));
    }
}
