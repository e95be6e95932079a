package dev.forge.contract.pipeline;

import java.util.Optional;

/**
 * That a paused or held run goes on.
 *
 * @param from the step from which a held one goes on; empty: the one that was given up
 */
public record ContinueRequest(Optional<String> from) {}
