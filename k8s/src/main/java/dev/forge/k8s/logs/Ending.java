package dev.forge.k8s.logs;

import dev.forge.runtime.LogSegment.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The end of an attempt's log: the mark of what is missing there, if anything is, and word that no more comes. */
final class Ending {
    private final Chain chain;
    private final Orders orders;
    private final Clock clock;

    Ending(Chain chain, Orders orders, Clock clock) {
        this.chain = chain;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Ends the log.
     *
     * @param endedAt when the attempt ended
     * @param missing why something may be missing
     */
    void write(Instant endedAt, Optional<String> missing) throws InterruptedException {
        Optional<String> mark = missing.flatMap(why -> mark(endedAt, why));
        if (mark.isPresent()) {
            Draft draft = new Draft("", "", chain.place(), clock);
            draft.mark(mark.get());
            chain.append(Kind.BYTES, draft.bytes(), draft.place(), this::pause);
        }
        chain.append(Kind.END, new byte[0], chain.place(), this::pause);
    }

    /** None where nobody has seen a container run. */
    private Optional<String> mark(Instant endedAt, String why) {
        boolean started = orders.sight()
                .filter(sight -> sight.containers().stream().anyMatch(sight::hasStarted))
                .isPresent();
        return chain.place()
                .map(place -> Gaps.maybeLost(place.last(), endedAt, why))
                .or(() -> started ? Optional.of(Gaps.maybeLostBefore(endedAt, why)) : Optional.empty());
    }

    private void pause(int failures, String why) throws InterruptedException {
        if (orders.isStopped()) {
            throw new Storing.Stopped();
        }
        orders.troubled(why);
        orders.await(Follower.backoff(failures));
    }
}
