package dev.forge.archive.records;

import dev.forge.runtime.SeenObject;
import java.time.Instant;
import java.util.Optional;

/**
 * An object version that a watch is told of, perhaps once more.
 *
 * @param dueAt when its run may start
 * @param skipped why it is to start none; empty: it is to start one
 */
public record NewSighting(SeenObject object, String runId, Instant dueAt, Optional<String> skipped) {}
