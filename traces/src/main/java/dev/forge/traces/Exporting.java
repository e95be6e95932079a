package dev.forge.traces;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OpenTelemetry's SDK at work. It sends spans beside what they are of: where nobody takes them, they are dropped. */
final class Exporting {
    /** A program that is told to end has more to do than to wait for a collector. */
    private static final long LIMIT_SECONDS = 2;

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    /** As the SDK calls a program that has no name. */
    private static final String UNNAMED = "unknown_service";

    private static final Logger LOG = LoggerFactory.getLogger(Exporting.class);

    private Exporting() {}

    static Traces start(String service, Map<String, String> properties) {
        SdkLog.toOurs();
        OpenTelemetrySdk sdk = sdk(service, properties);
        return Traces.sent(sdk, () -> stop(sdk));
    }

    private static OpenTelemetrySdk sdk(String service, Map<String, String> properties) {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesSupplier(() -> properties)
                    .addResourceCustomizer((resource, _) -> named(resource, service))
                    .addTracerProviderCustomizer((tracers, _) -> tracers.setIdGenerator(new ChosenIds()))
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "OpenTelemetry's variables (OTEL_…) cannot be: " + e.getMessage()
                            + ". Spans are sent by OTLP over HTTP alone: leave OTEL_EXPORTER_OTLP_PROTOCOL out or set it"
                            + " to http/protobuf, and OTEL_TRACES_EXPORTER to otlp, or to none for no traces.",
                    e);
        }
    }

    private static void stop(OpenTelemetrySdk sdk) {
        if (!sdk.shutdown().join(LIMIT_SECONDS, TimeUnit.SECONDS).isSuccess()) {
            LOG.warn(
                    "The last spans were not taken: see that OTEL_EXPORTER_OTLP_ENDPOINT is right, and its collector up.");
        }
    }

    private static Resource named(Resource resource, String service) {
        boolean unnamed = Optional.ofNullable(resource.getAttribute(SERVICE))
                .map(name -> name.startsWith(UNNAMED))
                .orElse(true);
        return unnamed ? resource.merge(Resource.create(Attributes.of(SERVICE, service))) : resource;
    }
}
