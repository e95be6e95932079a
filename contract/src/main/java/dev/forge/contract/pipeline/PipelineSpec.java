package dev.forge.contract.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A pipeline as its author wrote it: a source, modules in order, a sink.
 *
 * <p>Source and sink may be absent (a run of modules alone); at least one module must be there. The checks that
 * an author sees, all at once and with positions, are {@link PipelineParser}'s.
 */
public record PipelineSpec(
        String name, Optional<SourceSpec> source, List<ModuleSpec> modules, Optional<SinkSpec> sink) {
    public PipelineSpec {
        modules = List.copyOf(modules);
        if (modules.isEmpty()) {
            throw new IllegalArgumentException("a pipeline has at least one module");
        }
    }

    /** The same pipeline with its files taken from elsewhere. */
    public PipelineSpec withSource(SourceSpec other) {
        return new PipelineSpec(name, Optional.of(other), modules, sink);
    }

    /** The same pipeline with its result put elsewhere. */
    public PipelineSpec withSink(SinkSpec other) {
        return new PipelineSpec(name, source, modules, Optional.of(other));
    }
}
