package dev.forge.contract.pipeline;

/**
 * Where a run's files come from: {@code s3://bucket/key}, {@code s3://bucket/prefix/} or {@code file:///…}.
 * May hold expressions.
 */
public record SourceSpec(String from, Unpack unpack) {
    /** What happens to an archive. */
    public enum Unpack {
        /** A zip is unpacked, anything else is kept as it is. */
        AUTO,
        /** Nothing is unpacked. */
        NONE
    }

    public SourceSpec {
        if (from.isBlank()) {
            throw new IllegalArgumentException("a source names where its files come from");
        }
    }

    public static SourceSpec from(String uri) {
        return new SourceSpec(uri, Unpack.AUTO);
    }
}
