package dev.forge.starter.intake;

import dev.forge.starter.intake.IntakeState.Snapshot;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Tells in the readiness how intakes stand. The starter is ready without them: HTTP does not need a broker. */
@Singleton
@Readiness
class IntakeHealth implements HealthIndicator {
    private static final String NAME = "intake";

    private final Intakes intakes;

    IntakeHealth(Intakes intakes) {
        this.intakes = intakes;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        List<IntakeState> states = intakes.states();
        return states.isEmpty() ? Mono.empty() : Mono.just(result(states));
    }

    private static HealthResult result(List<IntakeState> states) {
        Map<String, String> details = new LinkedHashMap<>();
        states.forEach(state -> details.put(state.broker() + ": " + state.queue(), said(state.snapshot())));
        return HealthResult.builder(NAME, HealthStatus.UP).details(details).build();
    }

    private static String said(Snapshot snapshot) {
        String connection =
                snapshot.connection().why().map(why -> "not connected: " + why).orElse("connected");
        return connection
                + snapshot.pause().map(pause -> ", waits: " + pause.why()).orElse("")
                + snapshot.trouble()
                        .map(trouble -> ", trouble: " + trouble.why())
                        .orElse("");
    }
}
