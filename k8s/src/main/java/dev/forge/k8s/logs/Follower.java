package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.RuntimeUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log of one attempt into the store until it is complete, on a virtual thread of its own. It goes round:
 * looks where the stored log ends, opens kubelet's log there, and reads it as far as it goes.
 */
final class Follower implements Runnable {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final AttemptId attempt;
    private final LogClient client;
    private final Reading.Following following;
    private final Orders orders;
    private final Chain chain;
    private Optional<Beginnings> beginnings = Optional.empty();
    private Optional<Tracked> tracked = Optional.empty();
    /** The containers whose logs are read to their ends. */
    private final Set<String> read = new HashSet<>();

    private volatile boolean complete;
    private Optional<Reading.Standing> standing = Optional.empty();

    /** Whether kubelet has ended the last stream as it does when a container has exited and all was read. */
    private boolean endSeen;

    Follower(AttemptId attempt, LogClient client, LogStore store, Reading.Following following, Orders orders) {
        this.attempt = attempt;
        this.client = client;
        this.following = following;
        this.orders = orders;
        this.chain = new Chain(store, attempt);
    }

    /** How a round ended. */
    private enum Round {
        /** The log is complete. */
        COMPLETE,
        /** All there is was read; it will be complete when the attempt has ended. */
        READ,
        /** There was something, and there may be more. */
        MORE,
        /** There was nothing yet. */
        NOTHING,
        /** Something kept it from being read. */
        FAILED
    }

    static Duration backoff(int failures) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    @Override
    public void run() {
        try {
            goRound();
        } catch (Storing.Stopped e) {
            LOG.debug("attempt {}: what was read and not stored is left to whoever goes on", attempt.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget();
            beginnings.ifPresent(Beginnings::close);
        }
    }

    private void forget() {
        tracked.ifPresent(known -> known.continuity().close());
        tracked = Optional.empty();
        standing = Optional.empty();
    }

    private void goRound() throws InterruptedException {
        int pauses = 0;
        while (!orders.isStopped()) {
            switch (round()) {
                case COMPLETE -> {
                    complete = true;
                    return;
                }
                case READ -> {
                    if (!orders.awaitEnd(following.settings().patience())) {
                        return;
                    }
                }
                case MORE -> pauses = 0;
                case NOTHING, FAILED -> orders.await(backoff(pauses++));
            }
        }
    }

    /** Whether the log is complete; nothing more is to be done for it then. */
    boolean isComplete() {
        return complete;
    }

    private Round round() throws InterruptedException {
        try {
            chain.load();
            Optional<Sight> sight = orders.sight();
            if (chain.hasEnded()) {
                return Round.COMPLETE;
            }
            return sight.isPresent() ? follow(sight.get()) : gone();
        } catch (Chain.Overtaken _) {
            // What the other one has stored is what this one goes on from.
            forget();
            return Round.MORE;
        } catch (RuntimeUnavailable away) {
            LOG.warn("attempt {}: its log is not followed just now: {}", attempt.name(), away.getMessage());
            orders.troubled(String.valueOf(away.getMessage()));
            return Round.FAILED;
        } catch (Storing.Stopped stopped) {
            throw stopped;
        } catch (RuntimeException unexpected) {
            LOG.error("attempt {}: its log is not followed just now", attempt.name(), unexpected);
            return Round.FAILED;
        }
    }

    private Round follow(Sight sight) throws InterruptedException {
        Optional<String> container = container(sight);
        if (container.isEmpty()) {
            return finish(Optional.empty());
        }
        Tracked now = track(sight, container.get());
        now.lookBeside();
        if (orders.endedAt().isPresent() && !sight.hasStarted(now.container())) {
            return finished(now.container());
        }
        Optional<Place> place = place().filter(known -> known.container().equals(now.container()));
        Draft draft = new Draft(now.container(), prefix(sight, now.container()), place, following.clock());
        long offset = standing.map(Reading.Standing::offset).orElseGet(chain::length);
        Storing storing = new Storing(chain, offset, draft, now.continuity(), orders, following.clock());
        Reading reading = new Reading(following, storing, draft, now, orders);
        boolean over = sight.isOver(now.container());
        Optional<LogRequest> successor = now.continuity().successor(place);
        try (LogRequest request = successor.orElseGet(() -> over ? now.rest(place) : now.live(place))) {
            return answered(request, reading, now, over && successor.isEmpty());
        }
    }

    /**
     * Where this follower stands. Another may have stored more meanwhile, but what is known of kubelet's files, and what
     * is open of them, goes with the own place.
     */
    private Optional<Place> place() {
        return standing.map(Reading.Standing::place).orElseGet(chain::place);
    }

    /** The container whose log is next: those of further containers come after the module's. */
    private Optional<String> container(Sight sight) {
        List<String> all = sight.containers();
        int from = place().map(place -> all.indexOf(place.container())).orElse(0);
        return all.stream()
                .skip(Math.max(0, from))
                .filter(name -> !read.contains(name))
                .findFirst();
    }

    private Tracked track(Sight sight, String container) throws InterruptedException {
        if (tracked.isEmpty() || !tracked.get().container().equals(container)) {
            tracked.ifPresent(known -> known.continuity().close());
            Beginnings all = beginnings.orElseGet(() -> new Beginnings(client, chain.isBegun(), following.clock()));
            beginnings = Optional.of(all);
            tracked = Optional.of(Tracked.adopted(client, sight, container, place(), all, orders, following.clock()));
            endSeen = false;
        }
        return tracked.get();
    }

    private static String prefix(Sight sight, String container) {
        return sight.containers().getFirst().equals(container) ? "" : "[" + container + "] ";
    }

    private Round answered(LogRequest request, Reading reading, Tracked now, boolean over) throws InterruptedException {
        Optional<LogAnswer> answer = request.answer(following.settings().idle());
        while (answer.isEmpty()) {
            // A container that writes nothing: kubelet does not even begin to answer.
            if (orders.isStopped() || reading.silence().isPresent()) {
                standing = Optional.of(reading.standing());
                return Round.MORE;
            }
            answer = request.answer(following.settings().idle());
        }
        return switch (answer.get()) {
            case LogAnswer.Opened(LogStream stream) -> stopped(read(reading, stream), reading, now, over);
            case LogAnswer.NotYet() -> Round.NOTHING;
            case LogAnswer.Gone() -> gone();
            case LogAnswer.Failed(String why) -> failed(why);
        };
    }

    private Reading.Stop read(Reading reading, LogStream stream) throws InterruptedException {
        Reading.Stop stop = reading.read(stream);
        standing = Optional.of(reading.standing());
        return stop;
    }

    private Round stopped(Reading.Stop stop, Reading reading, Tracked now, boolean over) throws InterruptedException {
        LOG.debug("attempt {}: {} at {}", attempt.name(), stop, place());
        return switch (stop) {
            case Reading.Stop.Turned() -> Round.MORE;
            case Reading.Stop.Broken(String why) -> {
                endSeen &= !reading.hasRead();
                yield reading.hasRead() ? Round.MORE : failed(why);
            }
            case Reading.Stop.Ended() -> ended(reading, now, over);
        };
    }

    private Round ended(Reading reading, Tracked now, boolean over) throws InterruptedException {
        endSeen = true;
        if (reading.isLocated()) {
            now.ended();
        }
        if (now.hadExited(place())) {
            now.continuity().drained();
        }
        if (reading.hasRead()) {
            return Round.MORE;
        }
        if (!over) {
            return Round.NOTHING;
        }
        reading.conclude();
        standing = Optional.of(reading.standing());
        return finished(now.container());
    }

    private Round finished(String container) {
        read.add(container);
        return Round.MORE;
    }

    private Round failed(String why) throws InterruptedException {
        LOG.debug("attempt {}: its log cannot be read just now: {}", attempt.name(), why);
        orders.troubled("it cannot be read (" + why.strip() + ")");
        boolean enough = orders.endedAt().isPresent()
                && following
                        .clock()
                        .instant()
                        .isAfter(orders.progressedAt().plus(following.settings().patience()));
        return enough ? finish(Optional.of("it could not be read (" + why.strip() + ")")) : Round.FAILED;
    }

    private Round gone() throws InterruptedException {
        return finish(endSeen ? Optional.empty() : Optional.of("the pod was gone before its log was read to the end"));
    }

    /** Marks what is missing, if anything is, and the end; once the attempt has ended. */
    private Round finish(Optional<String> missing) throws InterruptedException {
        Optional<Instant> endedAt = orders.endedAt();
        if (endedAt.isEmpty()) {
            return Round.READ;
        }
        if (standing.filter(mine -> mine.offset() != chain.length()).isPresent()) {
            // Another has stored what this one did not see: it is looked at once more from there.
            forget();
            read.clear();
            return Round.MORE;
        }
        new Ending(chain, orders, following.clock()).write(endedAt.get(), missing);
        return Round.COMPLETE;
    }
}
