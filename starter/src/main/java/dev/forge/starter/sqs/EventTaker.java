package dev.forge.starter.sqs;

import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.watch.ObjectSightings;
import java.util.List;

/** Tells watches of the objects that S3 tells of; a message is done with once they are in the archive. */
final class EventTaker implements Taker {
    private final ObjectSightings sightings;

    EventTaker(ObjectSightings sightings) {
        this.sightings = sightings;
    }

    @Override
    public Verdict take(Delivery delivery) {
        try {
            List<SeenObject> made = BucketEvents.read(delivery.body());
            if (!made.isEmpty()) {
                sightings.offer(made);
            }
            return new Verdict.Done();
        } catch (Refusal refusal) {
            return new Verdict.Poison(refusal.code(), refusal.document().detail());
        }
    }
}
