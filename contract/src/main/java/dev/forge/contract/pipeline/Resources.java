package dev.forge.contract.pipeline;

import java.util.Optional;

/** What a module asks of its node, as Kubernetes quantities: requests; memory is also the limit. */
public record Resources(Optional<Quantity> cpu, Optional<Quantity> memory) {
    public static final Resources NONE = new Resources(Optional.empty(), Optional.empty());
}
