package dev.forge.worker.main;

import dev.forge.activities.AttemptMeter;
import dev.forge.contract.step.Category;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** What a worker counts, as Prometheus reads it. docs/metrics.md lists it, and a test holds the two to each other. */
final class WorkerMetrics implements AttemptMeter {
    /** The media type of {@link #text}. */
    static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /** Of what did not fail. */
    private static final String NO_CATEGORY = "NONE";

    /** From the promise of 150 ms between two steps to an hour. */
    private static final double[] SECONDS = {0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600};

    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Gauge open = Gauge.builder()
            .name("forge_attempts_open")
            .help("Attempts that this worker launches, awaits or ends.")
            .labelNames("state")
            .register(registry);

    private final Counter ended = Counter.builder()
            .name("forge_attempts_ended_total")
            .help("Attempts whose end this worker told.")
            .labelNames("result", "category")
            .register(registry);

    private final Histogram phases = Histogram.builder()
            .name("forge_attempt_phase_seconds")
            .help("How long an attempt waited for its container's start, ran, and had ended before its run was told.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .labelNames("phase")
            .register(registry);

    private final Counter heartbeats = Counter.builder()
            .name("forge_heartbeats_total")
            .help("Heartbeats that were sent to Temporal.")
            .register(registry);

    private final Gauge heartbeatInterval = Gauge.builder()
            .name("forge_heartbeat_interval_seconds")
            .help("The pause between two heartbeats of one activity, as it was last.")
            .register(registry);

    WorkerMetrics() {
        // So that a worker that has seen nothing yet says zero.
        for (State state : State.values()) {
            open.initLabelValues(state.name());
        }
    }

    @Override
    public void enters(State state) {
        open.labelValues(state.name()).inc();
    }

    @Override
    public void leaves(State state) {
        open.labelValues(state.name()).dec();
    }

    @Override
    public void ended(Result result, Optional<Category> category) {
        ended.labelValues(result.name(), category.map(Category::name).orElse(NO_CATEGORY))
                .inc();
    }

    @Override
    public void took(Phase phase, Duration time) {
        phases.labelValues(phase.name()).observe(time.toNanos() / NANOS);
    }

    @Override
    public void beat(Duration interval) {
        heartbeats.inc();
        heartbeatInterval.set(interval.toNanos() / NANOS);
    }

    /** In Prometheus' text format. */
    byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return text.toByteArray();
    }
}
