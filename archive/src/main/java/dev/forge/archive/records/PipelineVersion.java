package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A pipeline as it was put.
 *
 * @param version 1, 2, 3 … of its name, through deletions
 * @param content as it was put, its fields in the same order
 */
public record PipelineVersion(String name, int version, Instant madeAt, JsonNode content) {}
