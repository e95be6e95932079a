package dev.forge.contract.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a module asks of its node, as Kubernetes quantities: requests; all but cpu are also the limits.
 *
 * @param extended other resources by their full names, such as {@code nvidia.com/gpu}
 */
public record Resources(
        Optional<Quantity> cpu,
        Optional<Quantity> memory,
        Optional<Quantity> ephemeralStorage,
        Map<String, Quantity> extended) {
    public static final Resources NONE = new Resources(Optional.empty(), Optional.empty());

    // Histories of releases before this field have none.
    @SuppressWarnings("ConstantValue")
    public Resources {
        extended = extended == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(extended));
    }

    public Resources(Optional<Quantity> cpu, Optional<Quantity> memory) {
        this(cpu, memory, Optional.empty(), Map.of());
    }

    public Resources withMemory(Quantity other) {
        return new Resources(cpu, Optional.of(other), ephemeralStorage, extended);
    }
}
