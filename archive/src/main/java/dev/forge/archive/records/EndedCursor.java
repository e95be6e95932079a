package dev.forge.archive.records;

import java.time.Instant;
import java.util.Optional;

/**
 * A place in the list of runs that have ended.
 *
 * @param closedAt as {@link RunSummary#closedAt} has it
 * @param id the last run that was seen of those that ended then; empty where none of them was
 */
public record EndedCursor(Instant closedAt, Optional<String> id) {}
