package dev.forge.contract.pipeline;

/** Reads pipeline files. */
public final class PipelineParser {
    private PipelineParser() {}
}
