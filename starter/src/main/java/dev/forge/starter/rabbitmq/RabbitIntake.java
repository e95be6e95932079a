package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Intakes;
import dev.forge.starter.rabbitmq.RequestConsumer.End;
import dev.forge.starter.rabbitmq.RequestConsumer.Manner;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests for as long as the starter runs, over one connection after the other. */
@Singleton
public class RabbitIntake implements ApplicationEventListener<ServerStartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitIntake.class);

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
        Refusals refusals = new Refusals(reached.publisher(), dead, intake, clock);
        try {
            Backoff backoff = new Backoff();
            Manner manner = quick(reached);
            while (true) {
                try (RequestConsumer consumer =
                        RequestConsumer.open(reached.connections(), reached.settings(), intake, refusals, manner)) {
                    LOG.info(
                            "takes requests from {} at {}, {} at once",
                            intake.state().queue(),
                            reached.settings().shown(),
                            manner.atOnce());
                    intake.state().connected();
                    intake.state().resumed();
                    backoff = new Backoff();
                    manner = after(consumer.await(), reached, intake);
                } catch (BrokerUnavailable e) {
                    lost(String.valueOf(e.getMessage()), intake);
                } catch (RuntimeException | Error e) {
                    // Nobody else would take requests again.
                    lost(String.valueOf(e.getMessage()), intake);
                    LOG.error("the intake of {} begins anew", intake.state().queue(), e);
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        }
    }

    private Manner quick(Broker.Reached reached) {
        int prefetch = reached.settings().prefetch();
        int atOnce = intakes.get().atOnce(prefetch);
        // Of those without room the broker would count how often they came in vain.
        return atOnce < prefetch ? Manner.few(atOnce, prefetch) : Manner.quick(prefetch);
    }

    /** How messages are taken next. */
    private Manner after(End end, Broker.Reached reached, Intake intake) throws InterruptedException {
        return switch (end) {
            case End.Lost(String why) -> {
                lost(why, intake);
                yield quick(reached);
            }
            case End.Done() -> quick(reached);
            case End.TooLarge() -> {
                LOG.warn(
                        "{} has a message beyond 1 MiB: so as not to have several of that kind in memory, the next {}"
                                + " messages are taken one by one",
                        intake.state().queue(),
                        reached.settings().prefetch());
                yield Manner.careful(reached.settings().prefetch());
            }
            case End.GivenBack(String why) -> {
                LOG.warn("messages were given back to {}: {}", intake.state().queue(), why);
                awaitSupport(intake);
                // Were it not over, only one message would come and go once more: the broker counts that.
                yield Manner.careful(reached.settings().prefetch());
            }
        };
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
