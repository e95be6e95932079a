package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Intakes;
import dev.forge.starter.rabbitmq.RequestConsumer.End;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests for as long as the starter runs, over one connection after the other. */
@Singleton
public class RabbitIntake implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitIntake.class);

    private final Broker broker;
    private final Provider<Intakes> intakes;
    private Optional<Thread> thread = Optional.empty();

    RabbitIntake(Broker broker, Provider<Intakes> intakes) {
        this.broker = broker;
        this.intakes = intakes;
    }

    @Override
    public synchronized void onApplicationEvent(ServerStartupEvent event) {
        thread = broker.reached().map(this::start);
    }

    private Thread start(Broker.Reached reached) {
        Intake intake = intakes.get().open("rabbitmq", reached.settings().requests());
        return Thread.ofVirtual().name("rabbitmq-intake").start(() -> run(reached, intake));
    }

    @PreDestroy
    synchronized void stop() throws InterruptedException {
        if (thread.isPresent()) {
            thread.get().interrupt();
            thread.get().join();
        }
    }

    private void run(Broker.Reached reached, Intake intake) {
        DeadLetters dead =
                new DeadLetters(reached.publisher(), reached.settings().dead());
        Refusals refusals = new Refusals(reached.publisher(), dead, intake);
        try {
            Backoff backoff = new Backoff();
            while (true) {
                try (RequestConsumer consumer =
                        RequestConsumer.open(reached.connections(), reached.settings(), intake, refusals)) {
                    LOG.info(
                            "takes requests from {} at {}",
                            intake.state().queue(),
                            reached.settings().shown());
                    intake.state().connected();
                    backoff = new Backoff();
                    ended(consumer.await(), intake);
                } catch (BrokerUnavailable e) {
                    lost(String.valueOf(e.getMessage()), intake);
                } catch (RuntimeException e) {
                    // Nobody else would take requests again.
                    LOG.error("the intake of {} begins anew", intake.state().queue(), e);
                    lost(String.valueOf(e.getMessage()), intake);
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        }
    }

    private void ended(End end, Intake intake) throws InterruptedException {
        switch (end) {
            case End.Lost(String why) -> lost(why, intake);
            case End.GivenBack(String why) -> {
                LOG.warn("messages were given back to {}: {}", intake.state().queue(), why);
                awaitSupport(intake);
            }
        }
    }

    private static void lost(String why, Intake intake) {
        LOG.warn("no requests are taken from {}: {}", intake.state().queue(), why);
        intake.state().disconnected(why);
    }

    private void awaitSupport(Intake intake) throws InterruptedException {
        Backoff backoff = new Backoff();
        for (Optional<String> away = intakes.get().away();
                away.isPresent();
                away = intakes.get().away()) {
            intake.state().paused(away.get());
            Thread.sleep(backoff.next());
        }
    }
}
