package dev.forge.traces;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** OpenTelemetry's environment variables: whether they ask for traces, and what they say to its SDK. */
record TraceVariables(Map<String, String> environment) {
    private static final String PREFIX = "OTEL_";

    /** Each asks for traces by being there. */
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    boolean areOn() {
        boolean disabled =
                given("OTEL_SDK_DISABLED").filter("true"::equalsIgnoreCase).isPresent();
        boolean wanted = given("OTEL_TRACES_EXPORTER")
                .map(exporter -> !exporter.equals("none"))
                .orElseGet(() -> ENDPOINTS.stream().anyMatch(name -> given(name).isPresent()));
        return wanted && !disabled;
    }

    /** Under the names that the SDK has for them; a variable that is empty is the same as none. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        // There are no other signals than traces, and HTTP is what there is to send them by.
        properties.put("otel.metrics.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        properties.put("otel.exporter.otlp.protocol", "http/protobuf");
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> given(name).ifPresent(value -> properties.put(property(name), value)));
        return properties;
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String property(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
