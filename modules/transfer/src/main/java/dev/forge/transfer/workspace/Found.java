package dev.forge.transfer.workspace;

import java.nio.file.Path;

/** A file or folder met on a walk through a tree; {@code name} is relative to the tree's root, {@code size} in bytes. */
public sealed interface Found {
    String name();

    Path path();

    Stamp stamp();

    /** A regular file, as large as it was when it was met. */
    record File(String name, Path path, Stamp stamp, long size) implements Found {}

    /** A folder; {@code empty} if nothing at all is in it. */
    record Folder(String name, Path path, Stamp stamp, boolean empty) implements Found {}
}
