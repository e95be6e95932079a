package dev.forge.k8s.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The container whose log a follower is at, and what is known of its file. */
final class Tracked {
    /** kubelet tells the API of a container's exit within a second or two, on a busy node later. */
    private static final Duration NEWS = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final LogClient client;
    private final PodLog log;
    private final Orders orders;
    private final Clock clock;
    private final Peek peek;
    private final Continuity continuity;
    private final Beginnings beginnings;
    private final Beginning beginning;

    /** When a stream of the file that the place is in was ended last, as kubelet does when all is read. */
    private Optional<Instant> streamEnd = Optional.empty();

    private Tracked(
            LogClient client, PodLog log, Beginnings beginnings, Beginning beginning, Orders orders, Clock clock) {
        this.client = client;
        this.log = log;
        this.beginnings = beginnings;
        this.beginning = beginning;
        this.orders = orders;
        this.clock = clock;
        this.peek = new Peek(client, log);
        this.continuity = new Continuity(peek, this::live, clock);
    }

    /** A container whose log is stored up to a place, by whomever. */
    static Tracked adopted(
            LogClient client,
            Sight sight,
            String container,
            Optional<Place> place,
            Beginnings beginnings,
            Orders orders,
            Clock clock)
            throws InterruptedException {
        Tracked tracked =
                new Tracked(client, sight.log(container), beginnings, beginnings.of(sight, container), orders, clock);
        if (place.isPresent()) {
            tracked.continuity.adopt(place.get());
        }
        return tracked;
    }

    String container() {
        return log.container();
    }

    Peek peek() {
        return peek;
    }

    Continuity continuity() {
        return continuity;
    }

    Beginning beginning() {
        return beginning;
    }

    /** Looks at the logs of further containers, which are read later. */
    void lookBeside() throws InterruptedException {
        Optional<Sight> sight = beginnings.isDue() ? orders.sight() : Optional.empty();
        if (sight.isPresent()) {
            beginnings.look(sight.get());
        }
    }

    /** What is in the file now. */
    LogRequest rest(Optional<Place> place) {
        return client.ask(log, since(place));
    }

    /** What is in the file now, and what comes. */
    LogRequest live(Optional<Place> place) {
        return client.ask(log, since(place) + "&follow=true");
    }

    private static String since(Optional<Place> place) {
        return place.map(known ->
                        "&sinceTime=" + Instant.ofEpochSecond(known.first().second()))
                .orElse("");
    }

    /** A stream ended in order; it was of the file that the place is in. */
    void ended() {
        streamEnd = Optional.of(clock.instant());
    }

    /**
     * Whether the container had exited when its stream ended: then kubelet has ended it, after the last line, and not
     * somebody on the way who ended himself. The pod tells so a little later, and it matters only after a rotation.
     */
    boolean hadExited(Optional<Place> place) throws InterruptedException {
        if (streamEnd.isEmpty()) {
            return false;
        }
        Optional<Instant> exit = exit();
        while (exit.isEmpty()
                && continuity.isRotationLikely()
                && clock.instant().isBefore(streamEnd.get().plus(NEWS))
                && !orders.isStopped()) {
            orders.await(BETWEEN_LOOKS);
            continuity.look(place);
            exit = exit();
        }
        // The pod tells whole seconds.
        return exit.filter(at -> at.isBefore(streamEnd.get().plusSeconds(1))).isPresent();
    }

    /** An instant by which the container had exited, so far as that is known. */
    Instant exitedBy() {
        return exit().map(at -> at.plusSeconds(1)).orElseGet(clock::instant);
    }

    private Optional<Instant> exit() {
        return orders.sight().flatMap(sight -> sight.finishedAt(container()));
    }
}
