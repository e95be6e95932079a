package dev.forge.starter.sqs;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.intake.NotTakenYet;
import dev.forge.starter.sqs.Taker.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages one after the other: those of a group of an ordered queue, or a single one. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final InAir inAir;
    private final Taker taker;
    private final DeadLetters deadLetters;
    private final Lull lull;
    private final IntakeState state;

    Lane(InAir inAir, Taker taker, DeadLetters deadLetters, Lull lull, IntakeState state) {
        this.inAir = inAir;
        this.taker = taker;
        this.deadLetters = deadLetters;
        this.lull = lull;
        this.state = state;
    }

    /** What was received at once, by what has to wait for what. */
    static Collection<List<Delivery>> of(List<Delivery> batch) {
        Map<String, List<Delivery>> lanes = new LinkedHashMap<>();
        for (Delivery delivery : batch) {
            String lane = delivery.queue().isFifo()
                    ? delivery.group().orElse("")
                    : delivery.message().receiptHandle();
            lanes.computeIfAbsent(lane, _ -> new ArrayList<>()).add(delivery);
        }
        return lanes.values();
    }

    /**
     * Returns once the message is deleted, or is left to the queue.
     *
     * @throws InterruptedException where the starter stops meanwhile: the message comes again
     */
    void settle(Delivery delivery) throws InterruptedException {
        Verdict verdict = verdict(delivery);
        switch (verdict) {
            case Verdict.Done() -> delete(delivery);
            case Verdict.Poison poison -> deadLetters.seeOff(delivery, poison);
        }
    }

    private void delete(Delivery delivery) {
        try {
            inAir.delete(delivery);
        } catch (SqsUnavailable | SqsRefused e) {
            // What it started is found again by its id.
            LOG.warn("message {} comes once more: {}", delivery.message().messageId(), e.getMessage());
            state.troubled("Message " + delivery.message().messageId() + " is taken and comes once more: "
                    + e.getMessage() + ".");
        }
    }

    private Verdict verdict(Delivery delivery) throws InterruptedException {
        try {
            return taker.take(delivery);
        } catch (NotTakenYet | ArchiveUnavailable e) {
            return insist(delivery, e);
        }
    }

    private Verdict insist(Delivery delivery, RuntimeException first) throws InterruptedException {
        LOG.warn("message {} is tried again: {}", delivery.message().messageId(), first.getMessage());
        Backoff backoff = new Backoff();
        lull.begin();
        try {
            lull.because(String.valueOf(first.getMessage()));
            while (true) {
                backoff.pause();
                try {
                    return taker.take(delivery);
                } catch (NotTakenYet | ArchiveUnavailable e) {
                    lull.because(String.valueOf(e.getMessage()));
                }
            }
        } finally {
            lull.end();
        }
    }
}
