package dev.forge.contract.pipeline;

import java.util.Optional;

/** That a run begins nothing more until it is continued. */
public record PauseRequest(Optional<String> reason) {}
