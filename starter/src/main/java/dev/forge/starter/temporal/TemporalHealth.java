package dev.forge.starter.temporal;

import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.TemporalGateway;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The starter is ready while Temporal answers for its namespace. */
@Singleton
@Readiness
class TemporalHealth implements HealthIndicator {
    private static final String NAME = "temporal";

    private final TemporalGateway temporal;
    private final AttributesOnStart attributes;
    private final ExecutorService blocking;

    TemporalHealth(
            TemporalGateway temporal,
            AttributesOnStart attributes,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.temporal = temporal;
        this.attributes = attributes;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Mono.fromCallable(this::look).subscribeOn(Schedulers.fromExecutorService(blocking));
    }

    private HealthResult look() {
        try {
            temporal.ping();
            return attributes.isDone() ? up() : down("its search attributes are not there yet");
        } catch (TemporalUnavailable e) {
            return down(String.valueOf(e.getMessage()));
        }
    }

    private static HealthResult up() {
        return HealthResult.builder(NAME, HealthStatus.UP).build();
    }

    private static HealthResult down(String why) {
        return HealthResult.builder(NAME, HealthStatus.DOWN)
                .details(Map.of("why", why))
                .build();
    }
}
