package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Intakes;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Takes requests for as long as the starter runs. */
@Singleton
public class RabbitIntake implements ApplicationEventListener<ServerStartupEvent> {
    private final Broker broker;
    private final Provider<Intakes> intakes;
    private final Clock clock;
    private Optional<Thread> thread = Optional.empty();

    RabbitIntake(Broker broker, Provider<Intakes> intakes, Clock clock) {
        this.broker = broker;
        this.intakes = intakes;
        this.clock = clock;
    }

    @Override
    public synchronized void onApplicationEvent(ServerStartupEvent event) {
        thread = broker.reached().map(this::start);
    }

    private Thread start(Broker.Reached reached) {
        Intakes all = intakes.get();
        Intake intake = all.open("rabbitmq", reached.settings().requests(), new ReplyQueues(reached.settings()));
        RequestLoop loop = new RequestLoop(reached, intake, all::atOnce, all::away, clock);
        return Thread.ofVirtual().name("rabbitmq-intake").start(loop::run);
    }

    @PreDestroy
    synchronized void stop() throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().interrupt();
            thread.get().join();
        }
    }
}
