package dev.forge.contract.pipeline;

import dev.forge.contract.notification.NotificationTarget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as its author wrote it: a source, modules in order, a sink.
 *
 * <p>Source and sink may be absent (a run of modules alone); at least one module must be there. The checks that
 * an author sees, all at once and with positions, are {@link PipelineParser}'s.
 *
 * @param namespace of Kubernetes, where the Jobs are; empty: the platform's choice
 * @param parameters what a run may or must give, by name
 * @param labels of each of its runs
 * @param onFailure what becomes of a run of which a step is given up
 * @param concurrency how many runs may be at work at once; empty: any number
 * @param webhooks that are told of each run's end
 */
public record PipelineSpec(
        String name,
        Optional<String> namespace,
        Map<String, ParameterSpec> parameters,
        Map<String, String> labels,
        Optional<SourceSpec> source,
        List<ModuleSpec> modules,
        Optional<SinkSpec> sink,
        OnFailure onFailure,
        Optional<Concurrency> concurrency,
        List<NotificationTarget.Webhook> webhooks) {
    public PipelineSpec {
        webhooks = List.copyOf(webhooks);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        modules = List.copyOf(modules);
        if (modules.isEmpty()) {
            throw new IllegalArgumentException("a pipeline has at least one module");
        }
    }

    /** A pipeline whose runs fail with their steps, any number of them at once, and tell nobody. */
    public PipelineSpec(
            String name,
            Optional<String> namespace,
            Map<String, ParameterSpec> parameters,
            Map<String, String> labels,
            Optional<SourceSpec> source,
            List<ModuleSpec> modules,
            Optional<SinkSpec> sink) {
        this(name, namespace, parameters, labels, source, modules, sink, OnFailure.FAIL, Optional.empty(), List.of());
    }

    /** A pipeline without parameters and labels. */
    public PipelineSpec(
            String name,
            Optional<String> namespace,
            Optional<SourceSpec> source,
            List<ModuleSpec> modules,
            Optional<SinkSpec> sink) {
        this(name, namespace, Map.of(), Map.of(), source, modules, sink);
    }

    /** A pipeline that leaves its namespace to the platform. */
    public PipelineSpec(String name, Optional<SourceSpec> source, List<ModuleSpec> modules, Optional<SinkSpec> sink) {
        this(name, Optional.empty(), source, modules, sink);
    }

    /** The same pipeline with its files taken from elsewhere. */
    public PipelineSpec withSource(SourceSpec other) {
        return at(Optional.of(other), sink);
    }

    /** The same pipeline with its result put elsewhere. */
    public PipelineSpec withSink(SinkSpec other) {
        return at(source, Optional.of(other));
    }

    /** The same pipeline with other modules. */
    public PipelineSpec withModules(List<ModuleSpec> others) {
        return new PipelineSpec(
                name, namespace, parameters, labels, source, others, sink, onFailure, concurrency, webhooks);
    }

    /** The same pipeline between other places. */
    PipelineSpec at(Optional<SourceSpec> from, Optional<SinkSpec> to) {
        return new PipelineSpec(
                name, namespace, parameters, labels, from, modules, to, onFailure, concurrency, webhooks);
    }
}
