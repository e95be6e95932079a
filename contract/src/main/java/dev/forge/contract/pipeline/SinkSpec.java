package dev.forge.contract.pipeline;

import java.util.List;

/**
 * Where a run's result goes: a zip ({@code s3://bucket/key.zip}, {@code file:///….zip}) or objects under a prefix
 * (a trailing slash). {@code include} and {@code exclude} are glob patterns of workspace paths; no
 * {@code include} means everything. May hold expressions.
 */
public record SinkSpec(String to, List<String> include, List<String> exclude) {
    public SinkSpec {
        if (to.isBlank()) {
            throw new IllegalArgumentException("a sink names where the result goes");
        }
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    public static SinkSpec to(String uri) {
        return new SinkSpec(uri, List.of(), List.of());
    }
}
