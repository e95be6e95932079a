package dev.forge.starter.metrics;

import dev.forge.starter.intake.IntakeState.Snapshot;
import dev.forge.starter.intake.Intakes;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** What intakes count, looked at whenever somebody asks. */
@Singleton
class IntakeMetrics {
    private final Provider<Intakes> intakes;

    IntakeMetrics(Provider<Intakes> intakes) {
        this.intakes = intakes;
    }

    void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("forge_intake_messages_total")
                .help("Messages that were taken, or refused, by their outcome.")
                .labelNames("broker", "queue", "outcome")
                .callback(counter -> snapshots().forEach(intake -> {
                    counter.call((double) intake.started(), intake.broker(), intake.queue(), "started");
                    intake.refused()
                            .forEach(
                                    (code, count) -> counter.call(count, intake.broker(), intake.queue(), code.word()));
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("forge_intake_unidentified_total")
                .help("Messages without an id that were taken: each delivery of them is another run.")
                .labelNames("broker", "queue")
                .callback(counter -> snapshots()
                        .forEach(intake -> counter.call((double) intake.withoutId(), intake.broker(), intake.queue())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("forge_intake_connected")
                .help("1 where the starter takes from the queue, 0 where its broker is away.")
                .labelNames("broker", "queue")
                .callback(gauge -> snapshots()
                        .forEach(intake ->
                                gauge.call(intake.connection().up() ? 1 : 0, intake.broker(), intake.queue())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("forge_intake_paused")
                .help(
                        "1 where messages wait because something that a run needs is away, or as many runs are open as may be.")
                .labelNames("broker", "queue")
                .callback(gauge -> snapshots()
                        .forEach(intake ->
                                gauge.call(intake.pause().isPresent() ? 1 : 0, intake.broker(), intake.queue())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("forge_intake_troubled")
                .help("1 where within the last half hour something of a message could not be done.")
                .labelNames("broker", "queue")
                .callback(gauge -> snapshots()
                        .forEach(intake ->
                                gauge.call(intake.trouble().isPresent() ? 1 : 0, intake.broker(), intake.queue())))
                .register(registry);
        registerRoom(registry);
    }

    private void registerRoom(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("forge_intake_open_runs")
                .help("Open runs, as Temporal counted them when a message came last.")
                .callback(
                        gauge -> intakes.get().room().lastCount().ifPresent(count -> gauge.call((double) count.open())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("forge_intake_open_runs_limit")
                .help("While as many runs are open, no message is taken.")
                .callback(gauge -> intakes.get().room().limit().ifPresent(gauge::call))
                .register(registry);
    }

    private Stream<Snapshot> snapshots() {
        return intakes.get().states().stream().map(state -> state.snapshot());
    }
}
