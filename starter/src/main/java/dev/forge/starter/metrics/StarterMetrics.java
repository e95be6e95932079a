package dev.forge.starter.metrics;

import dev.forge.archive.records.RunStats;
import dev.forge.archive.records.WatchStanding;
import dev.forge.starter.problem.ProblemCode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** What the starter counts, as Prometheus reads it. docs/metrics.md lists it, and a test holds the two to each other. */
@Singleton
public class StarterMetrics {
    private static final double[] SECONDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private static final double NANOS = 1e9;

    private static final String NEW = "new";
    private static final String NOTHING_NEW = "nothing_new";

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Histogram requests = Histogram.builder()
            .name("forge_http_request_seconds")
            .help("How long a call took until its answer began.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .labelNames("method", "route", "status")
            .register(registry);

    private final Counter problems = Counter.builder()
            .name("forge_http_problems_total")
            .help("Calls that were answered by a problem document.")
            .labelNames("method", "route", "code")
            .register(registry);

    private final Gauge up = Gauge.builder()
            .name("forge_dependency_up")
            .help("1 where what the starter depends on answers, 0 where it does not.")
            .labelNames("dependency")
            .register(registry);

    private final Gauge runs = Gauge.builder()
            .name("forge_archived_runs")
            .help("Runs that have ended, as the archive counts them.")
            .labelNames("state")
            .register(registry);

    private final Gauge retries = Gauge.builder()
            .name("forge_archived_attempts")
            .help("Attempts that were retries, as the archive counts them.")
            .labelNames("counts")
            .register(registry);

    private final Gauge pending = Gauge.builder()
            .name("forge_watch_pending")
            .help("Objects that a watch has seen and whose runs are still to be started.")
            .labelNames("watch")
            .register(registry);

    private final Gauge postponed = Gauge.builder()
            .name("forge_watch_postponed")
            .help("Pending objects of a watch whose runs could not be started when that was tried.")
            .labelNames("watch")
            .register(registry);

    private final Gauge failing = Gauge.builder()
            .name("forge_watch_failing")
            .help("1 where something keeps a watch from its work, 0 where nothing does.")
            .labelNames("watch")
            .register(registry);

    private final Counter bucketEvents = Counter.builder()
            .name("forge_bucket_events_total")
            .help("Messages of buckets, by whether a watch has heard anything new of them.")
            .labelNames("outcome")
            .register(registry);

    private final Counter notifications = Counter.builder()
            .name("forge_notifications_total")
            .help("Tries to tell others of a run's end.")
            .labelNames("kind", "outcome")
            .register(registry);

    private final Dependencies dependencies;

    StarterMetrics(Dependencies dependencies, IntakeMetrics intakes) {
        this.dependencies = dependencies;
        intakes.register(registry);
        bucketEvents.initLabelValues(NEW);
        bucketEvents.initLabelValues(NOTHING_NEW);
        // Whoever watches for the first one sees it come.
        for (String outcome : List.of("delivered", "undelivered", "undeliverable")) {
            notifications.initLabelValues("webhook", outcome);
        }
    }

    void answered(String method, String route, int status, Duration time) {
        requests.labelValues(method, route, Integer.toString(status)).observe(time.toNanos() / NANOS);
    }

    void refused(String method, String route, ProblemCode code) {
        problems.labelValues(method, route, code.word()).inc();
    }

    /** A message of a bucket told watches something new. */
    public void bucketToldNews() {
        bucketEvents.labelValues(NEW).inc();
    }

    /** A message of a bucket told nothing new: no watch looks at what it tells of, or it was told before. */
    public void bucketToldNothingNew() {
        bucketEvents.labelValues(NOTHING_NEW).inc();
    }

    /**
     * Of a try to tell somebody of a run's end.
     *
     * @param kind of the target
     * @param outcome {@code delivered}, {@code undelivered} (it is tried again) or {@code undeliverable}
     */
    public void told(String kind, String outcome) {
        notifications.labelValues(kind, outcome).inc();
    }

    /** In Prometheus' text format. */
    public byte[] text() {
        look();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("an array can always be written to", e);
        }
        return text.toByteArray();
    }

    private void look() {
        Dependencies.Seen seen = dependencies.look();
        up.labelValues("temporal").set(seen.temporal() ? 1 : 0);
        seen.archive().ifPresent(answers -> up.labelValues("archive").set(answers ? 1 : 0));
        // What an archive that is away said last would be taken for what is.
        runs.clear();
        retries.clear();
        pending.clear();
        postponed.clear();
        failing.clear();
        seen.counted().ifPresent(counted -> {
            tell(counted.ended());
            counted.watches().forEach(this::tell);
        });
    }

    private void tell(WatchStanding watch) {
        pending.labelValues(watch.name()).set((double) watch.pending());
        postponed.labelValues(watch.name()).set((double) watch.postponed());
        failing.labelValues(watch.name()).set(watch.failing() ? 1 : 0);
    }

    private void tell(RunStats ended) {
        runs.labelValues("SUCCEEDED").set((double) ended.succeeded());
        runs.labelValues("FAILED").set((double) ended.failed());
        retries.labelValues("RETRY").set((double) ended.retried());
    }
}
