package dev.forge.starter.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the list of results is written as. */
enum ResultFormat {
    JSON,
    CSV;

    private MediaType mediaType() {
        return switch (this) {
            case JSON -> MediaType.APPLICATION_JSON_TYPE;
            case CSV -> MediaType.TEXT_CSV_TYPE;
        };
    }

    /** As the query says, else as the caller likes best; JSON where neither says anything. */
    static ResultFormat wanted(Optional<String> asked, HttpRequest<?> request) {
        return asked.map(ResultFormat::named).orElseGet(() -> accepted(request));
    }

    private static ResultFormat named(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "csv" -> CSV;
            default ->
                throw QueryParameters.refused("format", "there is no format \"" + word + "\"", "use json or csv");
        };
    }

    private static ResultFormat accepted(HttpRequest<?> request) {
        return MediaType.orderedOf(request.getHeaders().getAll(HttpHeaders.ACCEPT)).stream()
                .flatMap(accepted ->
                        Arrays.stream(values()).filter(it -> it.mediaType().matches(accepted)))
                .findFirst()
                .orElse(JSON);
    }
}
