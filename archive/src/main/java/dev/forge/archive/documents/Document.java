package dev.forge.archive.documents;

import java.time.Instant;

/**
 * A version of a document.
 *
 * @param version 1, 2, 3 …
 * @param text as it was put, character for character
 */
public record Document(String name, int version, Instant madeAt, String text) {}
