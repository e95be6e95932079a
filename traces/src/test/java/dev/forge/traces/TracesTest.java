package dev.forge.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.forge.contract.trace.SpanIds;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class TracesTest {
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final String COLLECTOR = "http://127.0.0.1:4318";

    @ParameterizedTest
    @MethodSource
    void whereNothingAsksForTracesThereAreNone(Map<String, String> environment) {
        Traces traces = Traces.open("forge-worker", environment);

        assertThat(traces).isSameAs(Traces.off());
        assertThat(traces.api()).isSameAs(OpenTelemetry.noop());
        assertThat(traces.propagators()).isEmpty();
        traces.close();
    }

    static Stream<Map<String, String>> whereNothingAsksForTracesThereAreNone() {
        return Stream.of(
                Map.of(),
                Map.of("OTEL_SERVICE_NAME", "mine", "OTEL_EXPORTER_OTLP_ENDPOINT", " "),
                Map.of("OTEL_TRACES_EXPORTER", "none", "OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR),
                Map.of("OTEL_SDK_DISABLED", "true", "OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR));
    }

    /** With a class path that has OpenTelemetry's API and nothing else of it. */
    @Test
    void whereThereAreNoneNothingOfTheSdkIsLoaded() throws Exception {
        URL[] withoutSdk = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("opentelemetry-(sdk|exporter).*"))
                .map(TracesTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(withoutSdk, ClassLoader.getPlatformClassLoader())) {
            Class<?> traces = loader.loadClass(Traces.class.getName());
            Object off = traces.getMethod("open", String.class, Map.class).invoke(null, "forge-worker", Map.of());

            assertThat(traces.getMethod("api").invoke(off)).isNotNull();
            traces.getMethod("close").invoke(off);
            assertThatThrownBy(() -> loader.loadClass("io.opentelemetry.sdk.OpenTelemetrySdk"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void aProgramIsCalledByItsOwnNameUnlessTheEnvironmentHasAnother() throws IOException {
        assertThat(service(Map.of())).isEqualTo("forge-worker");
        assertThat(service(Map.of("OTEL_SERVICE_NAME", "mine"))).isEqualTo("mine");
        assertThat(service(Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=ours")))
                .isEqualTo("ours");
    }

    @Test
    void aSpanHasTheIdsThatWereChosenForItAndOthersHaveRandomOnes() throws IOException {
        SpanIds ids = new SpanIds("execution", "monthly/1");
        try (Traces traces = Traces.open("forge-worker", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", nobody()))) {
            Span chosen = ids.during(() -> span(traces));
            Span other = span(traces);

            assertThat(chosen.getSpanContext().getTraceId()).isEqualTo(ids.traceId());
            assertThat(chosen.getSpanContext().getSpanId()).isEqualTo(ids.spanId());
            assertThat(other.getSpanContext().isValid()).isTrue();
            assertThat(other.getSpanContext().getTraceId()).isNotEqualTo(ids.traceId());
        }
    }

    @ParameterizedTest
    @MethodSource
    void whatCannotBeIsSaidWithWhatToWrite(String variable, String value) {
        Map<String, String> environment = Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR, variable, value);

        assertThatThrownBy(() -> Traces.open("forge-worker", environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }

    static Stream<Arguments> whatCannotBeIsSaidWithWhatToWrite() {
        return Stream.of(
                Arguments.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
                Arguments.of("OTEL_TRACES_EXPORTER", "zipkin"),
                Arguments.of("OTEL_TRACES_SAMPLER", "sometimes"));
    }

    @Test
    void aCollectorThatIsAwayCostsTwoSecondsAtTheEndAndAFewLinesOfLog() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger sdk = (Logger) LoggerFactory.getLogger("io.opentelemetry");
        log.start();
        sdk.setLevel(Level.INFO);
        sdk.addAppender(log);
        try {
            Traces traces = Traces.open(
                    "forge-worker",
                    Map.of(
                            "OTEL_EXPORTER_OTLP_ENDPOINT", nobody(),
                            "OTEL_BSP_SCHEDULE_DELAY", "10",
                            // Else it tries for longer than this test lasts before it says so.
                            "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true"));
            for (int i = 0; i < 10_000; i++) {
                span(traces).end();
            }

            long from = System.nanoTime();
            traces.close();

            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
            assertThat(log.list)
                    .isNotEmpty()
                    .hasSizeLessThan(10)
                    .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
        } finally {
            sdk.detachAppender(log);
        }
    }

    private static String service(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", nobody());
        try (Traces traces = Traces.open("forge-worker", environment)) {
            return ((ReadableSpan) span(traces)).toSpanData().getResource().getAttribute(SERVICE);
        }
    }

    private static Span span(Traces traces) {
        return traces.api().getTracer("test").spanBuilder("test").startSpan();
    }

    /** Where nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + taken.getLocalPort();
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
