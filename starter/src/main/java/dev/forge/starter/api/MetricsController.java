package dev.forge.starter.api;

import dev.forge.starter.metrics.StarterMetrics;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /prometheus} over HTTP. */
@Controller("/prometheus")
@ExecuteOn(TaskExecutors.BLOCKING)
class MetricsController implements MetricsOperations {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final StarterMetrics metrics;

    MetricsController(StarterMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    @Get
    @Produces(TEXT)
    public byte[] metrics() {
        return metrics.text();
    }
}
