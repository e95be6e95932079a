package dev.forge.contract.pipeline;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a run's files come from: {@code s3://bucket/key}, {@code s3://bucket/prefix/} or {@code file:///…}.
 * May hold expressions.
 *
 * @param etag of which version a single object must be when it is read, with the quotes that S3 puts around it or without;
 *     may hold expressions; empty: whatever is there
 */
public record SourceSpec(String from, Unpack unpack, Optional<String> etag) {
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

    /** Of whatever version is there. */
    public SourceSpec(String from, Unpack unpack) {
        this(from, unpack, Optional.empty());
    }

    public static SourceSpec from(String uri) {
        return new SourceSpec(uri, Unpack.AUTO);
    }

    /** A single object, which must be of a version when it is read. */
    static SourceSpec pinned(String uri, String etag) {
        return new SourceSpec(uri, Unpack.AUTO, Optional.of(etag));
    }

    /** The same with all texts replaced in which expressions may stand. */
    SourceSpec map(UnaryOperator<String> change) {
        return new SourceSpec(change.apply(from), unpack, etag.map(change));
    }
}
