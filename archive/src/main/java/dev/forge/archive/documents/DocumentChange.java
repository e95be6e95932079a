package dev.forge.archive.documents;

import java.time.Instant;

/**
 * One entry of a document's history. A deletion has a number of its own, so that of all changes of a document each comes
 * after another.
 *
 * @param deleted this version is no text but the document's deletion
 * @param bytes of its text
 */
public record DocumentChange(int version, Instant madeAt, boolean deleted, long bytes) {}
