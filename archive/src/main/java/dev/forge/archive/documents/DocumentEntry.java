package dev.forge.archive.documents;

import java.time.Instant;

/**
 * A document that is there, as a list shows it.
 *
 * @param changedAt when its newest version was put in place
 * @param bytes of its newest text
 */
public record DocumentEntry(String name, Instant changedAt, long bytes) {}
