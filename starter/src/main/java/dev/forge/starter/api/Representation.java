package dev.forge.starter.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** In which form a pipeline is answered. */
enum Representation {
    JSON,
    YAML;

    static final String APPLICATION_YAML = "application/yaml";
    static final String APPLICATION_X_YAML = "application/x-yaml";
    static final String TEXT_YAML = "text/yaml";
    static final String TEXT_X_YAML = "text/x-yaml";
    static final String TEXT_VND_YAML = "text/vnd.yaml";

    private static final List<MediaType> NAMES_OF_JSON = List.of(MediaType.APPLICATION_JSON_TYPE);
    private static final List<MediaType> NAMES_OF_YAML = Stream.of(
                    APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML)
            .map(MediaType::of)
            .toList();

    /** The one that the caller likes best; JSON where it does not say. */
    static Representation wanted(HttpRequest<?> request) {
        return MediaType.orderedOf(request.getHeaders().getAll(HttpHeaders.ACCEPT)).stream()
                .flatMap(accepted -> Arrays.stream(values()).filter(it -> it.fits(accepted)))
                .findFirst()
                .orElse(JSON);
    }

    private boolean fits(MediaType accepted) {
        return names().stream().anyMatch(accepted::matches);
    }

    MediaType mediaType() {
        return names().getFirst();
    }

    private List<MediaType> names() {
        return switch (this) {
            case JSON -> NAMES_OF_JSON;
            case YAML -> NAMES_OF_YAML;
        };
    }
}
