package dev.forge.starter;

import io.micronaut.core.value.PropertyResolver;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A property as somebody has set it. */
final class GivenProperty {
    private GivenProperty() {}

    /** Without the spaces around it; blank is the same as not set, as an empty variable of a ConfigMap is. */
    static Optional<String> text(PropertyResolver properties, String name) {
        return properties.getProperty(name, String.class).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What stands in it with commas between; none where it is not set. */
    static List<String> list(PropertyResolver properties, String name) {
        return text(properties, name).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }
}
