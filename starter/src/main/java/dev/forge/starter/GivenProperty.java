package dev.forge.starter;

import io.micronaut.core.value.PropertyResolver;
import java.util.Optional;

/** A property as somebody has set it. */
final class GivenProperty {
    private GivenProperty() {}

    /** Without the spaces around it; blank is the same as not set, as an empty variable of a ConfigMap is. */
    static Optional<String> text(PropertyResolver properties, String name) {
        return properties.getProperty(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }
}
