package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened to a run.
 *
 * @param seq 1, 2, 3 … in each run, without gaps; whoever has seen one has seen, or can read, all before it
 * @param key by which a second report of the same event is known
 */
public record Event(String runId, long seq, String kind, String key, Instant at, JsonNode payload) {}
