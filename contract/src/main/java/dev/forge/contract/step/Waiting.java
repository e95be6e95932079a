package dev.forge.contract.step;

import java.time.Instant;

/**
 * Why an attempt does not run yet, or is not gone yet.
 *
 * @param why one plain sentence
 * @param since when that began
 */
public record Waiting(String why, Instant since) {}
