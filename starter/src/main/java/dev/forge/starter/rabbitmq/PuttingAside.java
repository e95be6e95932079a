package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.rabbitmq.RequestConsumer.End;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the refused messages of one connection aside. While the dead letters take none, a few of them are held and tried
 * again; the broker is left to put the others aside, so that what can be taken passes, however many there are.
 */
final class PuttingAside {
    /** One of so many messages on their way may be a refused one that is held. */
    private static final int PART = 5;

    private static final Logger LOG = LoggerFactory.getLogger(PuttingAside.class);

    private final Refusals refusals;
    private final Insistence insistence;
    private final int most;
    private final Semaphore room;

    /**
     * For a connection.
     *
     * @param atOnce how many messages are on their way
     * @param rejectedAreKept whether the broker keeps what it is left: where it does not, all of them are held
     */
    PuttingAside(Refusals refusals, Insistence insistence, int atOnce, boolean rejectedAreKept) {
        this.refusals = refusals;
        this.insistence = insistence;
        this.most = rejectedAreKept ? atOnce / PART : atOnce;
        this.room = new Semaphore(most);
    }

    /**
     * Returns once the broker has it among the dead letters, or at once.
     *
     * @return false of one that is to be rejected, for the broker to put it aside
     * @throws BrokerUnavailable where the connection takes no more before that
     */
    boolean put(Delivery delivery, Refused refused) throws InterruptedException {
        if (most > 0 && room.availablePermits() == 0) {
            // Those that are held find out when more are taken; a try of each would take its time as well.
            return false;
        }
        try {
            refusals.keep(delivery, refused);
            return true;
        } catch (BrokerUnavailable e) {
            refusals.unkept(String.valueOf(e.getMessage()));
            return room.tryAcquire() && insist(delivery, refused, e);
        }
    }

    private boolean insist(Delivery delivery, Refused refused, BrokerUnavailable first) throws InterruptedException {
        LOG.warn("a message is refused, and is held until it can be put aside: {}", first.getMessage());
        try {
            insistence.on(() -> refusals.keep(delivery, refused), first, refusals::unkept, End.Unkept::new);
            return true;
        } finally {
            room.release();
        }
    }
}
