package dev.forge.starter.sqs;

import dev.forge.runtime.BucketListing;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.Intakes;
import dev.forge.starter.metrics.StarterMetrics;
import dev.forge.starter.watch.ObjectSightings;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes messages of the queues that the settings name, from the starter's start to its end. */
@Singleton
final class SqsIntake implements ApplicationEventListener<ServerStartupEvent> {
    static final String BROKER = "sqs";

    /** Longer than a try takes, and not much to wait for whoever takes over from a starter that died. */
    private static final Duration HIDDEN = Duration.ofSeconds(60);

    private final ConfiguredSqs sqs;
    private final Intakes intakes;
    private final ObjectSightings sightings;
    private final BucketListing buckets;
    private final StarterMetrics metrics;
    private final Clock clock;
    private final List<QueueConsumer> consumers = new CopyOnWriteArrayList<>();

    SqsIntake(
            ConfiguredSqs sqs,
            Intakes intakes,
            ObjectSightings sightings,
            BucketListing buckets,
            StarterMetrics metrics,
            Clock clock) {
        this.sqs = sqs;
        this.intakes = intakes;
        this.sightings = sightings;
        this.buckets = buckets;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        sqs.at().ifPresent(at -> {
            at.settings().requests().ifPresent(queue -> takeRequests(at, queue));
            at.settings().bucketEvents().ifPresent(queue -> takeEvents(at, queue));
        });
    }

    private void takeRequests(ConfiguredSqs.At at, SqsQueue queue) {
        Intake intake = intakes.open(BROKER, queue.url());
        start(at, queue, new RequestTaker(intake, intakes::away, at.queues(), at.settings()), intake.state());
    }

    private void takeEvents(ConfiguredSqs.At at, SqsQueue queue) {
        IntakeState state = intakes.open(BROKER, queue.url()).state();
        start(at, queue, new EventTaker(sightings, buckets, state, metrics), state);
    }

    private void start(ConfiguredSqs.At at, SqsQueue queue, Taker taker, IntakeState state) {
        SqsSettings settings = at.settings();
        QueueConsumer consumer = new QueueConsumer(
                at.queues(), queue, taker, state, settings.messagesInAir(), HIDDEN, settings.deadLetters(), clock);
        consumers.add(consumer);
        consumer.start();
    }

    @PreDestroy
    void stop() {
        consumers.forEach(QueueConsumer::close);
    }
}
