package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.Intake;
import dev.forge.starter.rabbitmq.RequestConsumer.End;
import dev.forge.starter.rabbitmq.RequestConsumer.Manner;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests over one connection after the other. */
final class RequestLoop {
    /**
     * How long a message that cannot be read is left alone: a quorum queue puts it aside by the number of its deliveries, and
     * until then nothing behind it is taken.
     */
    private static final Duration UNREADABLE_AGAIN = Duration.ofSeconds(3);

    /** Longer than the broker takes to begin with the first message. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RequestLoop.class);

    private final Broker.Reached reached;
    private final Intake intake;
    private final IntUnaryOperator atOnce;
    private final Supplier<Optional<String>> away;
    private final Clock clock;
    private final Refusals refusals;
    private Manner manner;
    private Backoff backoff;

    /** Whether the last connection ended with a message that is larger than any that is read. */
    private boolean unreadable;

    /**
     * For one queue.
     *
     * @param atOnce how many of so many messages may be on their way at once
     * @param away why no run could be started now; empty where one could
     */
    RequestLoop(
            Broker.Reached reached,
            Intake intake,
            IntUnaryOperator atOnce,
            Supplier<Optional<String>> away,
            Clock clock) {
        this.reached = reached;
        this.intake = intake;
        this.atOnce = atOnce;
        this.away = away;
        this.clock = clock;
        DeadLetters dead =
                new DeadLetters(reached.publisher(), reached.settings().dead());
        this.refusals = new Refusals(reached.publisher(), dead, intake, clock);
        this.manner = Manner.quick(reached.settings().prefetch());
        this.backoff = new Backoff(clock);
    }

    /** Returns once its thread is interrupted. */
    void run() {
        try {
            manner = quick();
            while (true) {
                takeUntilLost();
                Thread.sleep(unreadable ? UNREADABLE_AGAIN : backoff.next());
            }
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        }
    }

    private void takeUntilLost() throws InterruptedException {
        try {
            after(taken());
        } catch (BrokerUnavailable e) {
            lost(String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // Nobody else would take requests again.
            lost(String.valueOf(e.getMessage()));
            LOG.error("the intake of {} begins anew", intake.state().queue(), e);
        }
    }

    /** Until it takes no more: what it has not taken is with the broker again then, for others too. */
    private End taken() throws InterruptedException {
        try (RequestConsumer consumer = RequestConsumer.open(reached, intake, refusals, manner, clock)) {
            // What breaks every connection at once is not to be told as one that comes and goes.
            if (!unreadable || !consumer.hasEndedWithin(READ_WITHIN)) {
                taking();
            }
            return consumer.await();
        }
    }

    private void taking() {
        LOG.info(
                "takes requests from {} at {}, {} at once",
                intake.state().queue(),
                reached.settings().shown(),
                manner.atOnce());
        intake.state().connected();
        intake.state().resumed();
        backoff = new Backoff(clock);
        unreadable = false;
    }

    private Manner quick() {
        int prefetch = reached.settings().prefetch();
        int most = atOnce.applyAsInt(prefetch);
        // Of those without room the broker would count how often they came in vain.
        return most < prefetch ? Manner.few(most, prefetch) : Manner.quick(prefetch);
    }

    private Manner careful() {
        return Manner.careful(reached.settings().prefetch());
    }

    /** Decides how messages are taken next. */
    private void after(End end) throws InterruptedException {
        switch (end) {
            case End.Lost(String why) -> {
                lost(why);
                manner = quick();
            }
            case End.Done() -> {
                unreadable = false;
                manner = quick();
            }
            case End.Unkept(String why) -> {
                lost("messages that were refused cannot be put aside, and come again: " + why);
                // The others are not to wait for these.
                manner = quick();
            }
            case End.TooLarge() -> {
                tooLarge();
                manner = careful();
            }
            case End.GivenBack(String why) -> {
                lost("its messages were given back: " + why);
                awaitSupport();
                // Were it not over, only one message would come and go once more: the broker counts that.
                manner = careful();
            }
        }
    }

    private void tooLarge() {
        if (!manner.roomy()) {
            LOG.warn(
                    "{} has a message beyond 1 MiB: so as not to have several of that kind in memory, the next {}"
                            + " messages are taken one by one",
                    intake.state().queue(),
                    reached.settings().prefetch());
            return;
        }
        String why = "a message is larger than the " + reached.connections().largestRead()
                + " bytes that this starter's memory lets it read, and none behind it is taken until the broker puts it aside:"
                + " set the broker's max_message_size to no more than that, or give the starter more memory";
        if (!unreadable) {
            LOG.warn("no requests are taken from {}: {}", intake.state().queue(), why);
        }
        unreadable = true;
        intake.state().disconnected(why);
        intake.state().troubled("A message can neither be read nor be put aside: " + why + ".");
    }

    private void lost(String why) {
        LOG.warn("no requests are taken from {}: {}", intake.state().queue(), why);
        intake.state().disconnected(why);
    }

    private void awaitSupport() throws InterruptedException {
        Backoff pauses = new Backoff(clock);
        for (Optional<String> why = away.get(); why.isPresent(); why = away.get()) {
            intake.state().paused(why.get());
            Thread.sleep(pauses.next());
        }
    }
}
