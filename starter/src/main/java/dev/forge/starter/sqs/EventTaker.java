package dev.forge.starter.sqs;

import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.metrics.StarterMetrics;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.watch.ObjectSightings;

/** Tells watches of the objects that S3 tells of; a message is done with once they are in the archive. */
final class EventTaker implements Taker {
    private final ObjectSightings sightings;
    private final IntakeState state;
    private final StarterMetrics metrics;

    EventTaker(ObjectSightings sightings, IntakeState state, StarterMetrics metrics) {
        this.sightings = sightings;
        this.state = state;
        this.metrics = metrics;
    }

    @Override
    public Verdict take(Delivery delivery) {
        try {
            if (sightings.offer(BucketEvents.read(delivery.body())) > 0) {
                metrics.bucketToldNews();
            } else {
                metrics.bucketToldNothingNew();
            }
            return new Verdict.Done();
        } catch (Refusal refusal) {
            String reason = refusal.document().detail();
            state.refused(refusal.code(), reason);
            return new Verdict.Poison(refusal.code(), reason);
        }
    }
}
