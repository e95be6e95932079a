package dev.forge.starter.rabbitmq;

import dev.forge.starter.RabbitSettings;
import dev.forge.starter.StarterSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The RabbitMQ of this starter, if there is one. */
@Singleton
final class Broker {
    private final Optional<Reached> reached;

    Broker(StarterSettings settings, Clock clock) {
        int largest = Connections.largestRead(Runtime.getRuntime().maxMemory());
        this.reached = settings.rabbit().map(rabbit -> Reached.by(rabbit, largest, clock));
    }

    /** A broker that is configured; it need not be there. */
    record Reached(RabbitSettings settings, Connections connections, ConfirmedPublisher publisher) {
        static Reached by(RabbitSettings settings, int largestRead, Clock clock) {
            Connections connections = new Connections(settings, largestRead);
            return new Reached(settings, connections, new ConfirmedPublisher(connections, clock));
        }
    }

    Optional<Reached> reached() {
        return reached;
    }

    @PreDestroy
    void close() {
        reached.map(Reached::publisher).ifPresent(ConfirmedPublisher::close);
    }
}
