package dev.forge.starter.rabbitmq;

import dev.forge.starter.RabbitSettings;
import dev.forge.starter.StarterSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The RabbitMQ of this starter, if there is one. */
@Singleton
final class Broker {
    private final Optional<Reached> reached;

    Broker(StarterSettings settings) {
        this.reached = settings.rabbit().map(Reached::by);
    }

    /** A broker that is configured; it need not be there. */
    record Reached(RabbitSettings settings, Connections connections, ConfirmedPublisher publisher) {
        static Reached by(RabbitSettings settings) {
            Connections connections = new Connections(settings);
            return new Reached(settings, connections, new ConfirmedPublisher(connections));
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
