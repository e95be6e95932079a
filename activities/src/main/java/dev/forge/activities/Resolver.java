package dev.forge.activities;

import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.pipeline.SinkSpec;
import dev.forge.contract.pipeline.SourceSpec;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.StepPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Makes a plan of a request, whoever sent it: the starter, the temporal CLI or a schedule. What depends on the
 * outcome of an earlier step ({@code ${steps.a.output}}) is left for the step's launch.
 */
final class Resolver {
    static final String STEP_OUTPUT = "steps.";

    private final RunPolicy policy;

    Resolver(RunPolicy policy) {
        this.policy = policy;
    }

    Resolution resolve(Request request) {
        return switch (PipelineParser.parse(request.json())) {
            case Parsed.Invalid(String name, List<Problem> problems) -> new Resolution.Refusal(name, problems);
            case Parsed.Valid(PipelineSpec spec) -> resolve(spec, request);
        };
    }

    private Resolution resolve(PipelineSpec spec, Request request) {
        Map<String, String> values = Map.of(
                "run.id", request.runId(),
                "run.scheduledAt", request.scheduledAt().toString());
        List<StepPlan> steps = new ArrayList<>();
        Buckets buckets = Buckets.of(spec);
        KubernetesSpec place = KubernetesSpec.NONE.withNamespace(spec.namespace());
        spec.source().ifPresent(source -> steps.add(source(source, place)));
        spec.modules().forEach(module -> steps.add(module(module, buckets, spec.namespace())));
        spec.sink().ifPresent(sink -> steps.add(sink(sink, place)));
        List<Problem> problems = withoutValue(steps, values);
        if (!problems.isEmpty()) {
            return new Resolution.Refusal(spec.name(), problems);
        }
        List<StepPlan> bound = steps.stream()
                .map(step -> step.map(text -> Expressions.bind(text, values)))
                .toList();
        Duration keepAfterSuccess = spec.sink().isPresent() ? Duration.ZERO : policy.keepWorkspace();
        return new Resolution.Plan(
                spec.name(),
                bound,
                policy.disruptionLimit(),
                policy.heartbeatTimeout(),
                policy.keepWorkspace(),
                keepAfterSuccess);
    }

    private static List<Problem> withoutValue(List<StepPlan> steps, Map<String, String> values) {
        TreeSet<String> missing = new TreeSet<>();
        UnaryOperator<String> collect = text -> {
            missing.addAll(Expressions.names(text));
            return text;
        };
        steps.forEach(step -> step.map(collect));
        missing.removeAll(values.keySet());
        missing.removeIf(name -> name.startsWith(STEP_OUTPUT));
        return missing.stream()
                .map(name -> Problem.of(
                        "",
                        "${" + name + "} has no value in this run",
                        "submit it by what gives that value (a watch, for ${watch.…}), or write the value out"))
                .toList();
    }

    private StepPlan source(SourceSpec source, KubernetesSpec place) {
        List<String> args = List.of(
                "source",
                "--from",
                source.from(),
                "--unpack",
                source.unpack().name().toLowerCase(Locale.ROOT));
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
                module.kubernetes().withNamespace(namespace));
    }
}
