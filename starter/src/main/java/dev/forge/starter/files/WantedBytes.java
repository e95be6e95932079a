package dev.forge.starter.files;

import java.util.OptionalLong;

/** Which bytes of a file are wanted. */
public sealed interface WantedBytes {
    /** All of them. */
    record Whole() implements WantedBytes {}

    /**
     * Those from an offset on.
     *
     * @param last the offset of the last one; empty: the file's last
     */
    record From(long first, OptionalLong last) implements WantedBytes {}

    /** So many of its end. */
    record Last(long count) implements WantedBytes {}
}
