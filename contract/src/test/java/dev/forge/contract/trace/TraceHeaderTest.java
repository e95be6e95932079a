package dev.forge.contract.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceHeaderTest {
    private static final CarriedTrace TRACE = new CarriedTrace(Map.of(
            "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "tracestate", "vendor=some"));

    private final TraceHeader header = new TraceHeader();

    @AfterEach
    void forget() {
        CarriedTrace.NONE.carry();
    }

    @Test
    void whatAStartCarriesArrivesAtTheRunsActivities() {
        TRACE.carry();
        Map<String, Payload> started = TraceHeader.current().getFieldsMap();
        CarriedTrace.NONE.carry();

        // In the workflow, from where it goes on to the activity.
        header.setCurrentContext(header.deserializeContext(started));
        Map<String, Payload> asked = header.serializeContext(header.getCurrentContext());

        assertThat(header.deserializeContext(asked)).isEqualTo(TRACE);
    }

    @Test
    void aRunThatNobodyTracesCarriesNothingNotEvenWhatItsThreadDidBefore() {
        TRACE.carry();

        header.setCurrentContext(header.deserializeContext(Map.of()));

        assertThat(TraceHeader.current().getFieldsMap()).isEmpty();
        assertThat(header.serializeContext(header.getCurrentContext())).isEmpty();
    }

    @Test
    void aHeaderThatIsNoTextAndThoseOfOthersAreLeftAlone() {
        Payload odd = Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFromUtf8("{\"no\": \"text\"}"))
                .build();
        Payload of = DefaultDataConverter.STANDARD_INSTANCE.toPayload("others").orElseThrow();

        assertThat(header.deserializeContext(Map.of("traceparent", odd, "_tracer-data", of)))
                .isEqualTo(CarriedTrace.NONE);
    }

    @Test
    void theIdsOfASpanAreThoseOfW3CAndTheSameForEveryWorker() {
        SpanIds ids = new SpanIds("execution", "monthly/1");

        assertThat(ids.traceId()).matches("[0-9a-f]{32}").isEqualTo(new SpanIds("execution", "").traceId());
        assertThat(ids.spanId())
                .matches("[0-9a-f]{16}")
                .isEqualTo(new SpanIds("execution", "monthly/1").spanId())
                .isNotEqualTo(new SpanIds("execution", "monthly/2").spanId())
                .isNotEqualTo(new SpanIds("another", "monthly/1").spanId());
        assertThat(SpanIds.chosen()).isEmpty();
        assertThat(ids.during(SpanIds::chosen)).contains(ids);
    }
}
