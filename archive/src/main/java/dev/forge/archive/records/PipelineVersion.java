package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A pipeline as it was put.
 *
 * @param version 1, 2, 3 … of its name, through deletions
 * @param content equal to what was put, though its fields may stand in another order
 */
public record PipelineVersion(String name, int version, Instant madeAt, JsonNode content) {}
