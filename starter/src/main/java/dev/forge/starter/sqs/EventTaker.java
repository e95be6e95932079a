package dev.forge.starter.sqs;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.NotTakenYet;
import dev.forge.starter.metrics.StarterMetrics;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.sqs.BucketEvents.Named;
import dev.forge.starter.sqs.BucketEvents.Told;
import dev.forge.starter.watch.ObjectSightings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells watches of the objects that S3 tells of; a message is done with once they are in the archive. What else is in a
 * message with an event that cannot be taken is taken all the same.
 */
final class EventTaker implements Taker {
    private final ObjectSightings sightings;
    private final BucketListing buckets;
    private final IntakeState state;
    private final StarterMetrics metrics;

    EventTaker(ObjectSightings sightings, BucketListing buckets, IntakeState state, StarterMetrics metrics) {
        this.sightings = sightings;
        this.buckets = buckets;
        this.state = state;
        this.metrics = metrics;
    }

    @Override
    public Verdict take(Delivery delivery) {
        try {
            return entered(BucketEvents.read(delivery.body()));
        } catch (Refusal refusal) {
            return poison(refusal.code(), refusal.document().detail());
        }
    }

    /**
     * A fault here says nothing of the message, which has been read: a role without its rights, a disk that is full. All
     * messages would meet it, so each of them waits.
     */
    private Verdict entered(Told told) {
        try {
            return take(told);
        } catch (NotTakenYet | ArchiveUnavailable said) {
            throw said;
        } catch (RuntimeException e) {
            throw new NotTakenYet("what a bucket tells cannot be entered (" + e + ")", e);
        }
    }

    private Verdict take(Told told) {
        List<SeenObject> objects = new ArrayList<>(told.objects());
        List<String> odd = new ArrayList<>(told.odd());
        for (Named one : told.named()) {
            try {
                found(one).ifPresent(objects::add);
            } catch (BucketRefused e) {
                odd.add("The event of " + one.key() + " does not tell enough, and its bucket does not tell the rest: "
                        + e.getMessage() + ".");
            }
        }
        if (sightings.offer(objects) > 0) {
            metrics.bucketToldNews();
        } else {
            metrics.bucketToldNothingNew();
        }
        return odd.isEmpty()
                ? new Verdict.Done()
                : poison(
                        ProblemCode.BAD_REQUEST,
                        String.join(" ", odd) + " Everything else in the message was taken; of this, watches hear when"
                                + " they look at the bucket themselves.");
    }

    /** Empty where no watch wants it, or where it is gone by now. The first object below a key as a prefix is its own. */
    private Optional<SeenObject> found(Named one) {
        return sightings.awaits(one.bucket(), one.key())
                ? buckets.after(one.bucket(), one.key(), Optional.empty()).objects().stream()
                        .filter(object -> object.key().equals(one.key()))
                        .findFirst()
                : Optional.empty();
    }

    private Verdict poison(ProblemCode code, String reason) {
        state.refused(code, reason);
        return new Verdict.Poison(code, reason);
    }
}
