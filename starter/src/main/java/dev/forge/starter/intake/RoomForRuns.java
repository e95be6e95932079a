package dev.forge.starter.intake;

import dev.forge.starter.StarterSettings;
import dev.forge.starter.run.TemporalGateway;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How many runs may be begun for messages until as many are open as the platform allows. All open runs count, whoever
 * started them, since all of them need the same cluster. Temporal counts them, when a message comes and no more often than
 * every {@link #LOOK}; in between, what this starter begins is added. Of several starters each has its own count: together
 * they may begin some more between two looks.
 */
@Singleton
public final class RoomForRuns {
    /** Visibility allows 10 calls a second in all; and a run that somebody waits for should not wait for long. */
    static final Duration LOOK = Duration.ofSeconds(2);

    private final Optional<Integer> limit;
    private final LongSupplier open;
    private final Clock clock;

    /** A search index comes to know of a run a moment after its start: those of the last look's time are added to the count. */
    private final Deque<Instant> begun = new ArrayDeque<>();

    private Instant due = Instant.MIN;
    private long left;
    private Optional<RuntimeException> failed = Optional.empty();
    private volatile Optional<Count> last = Optional.empty();

    @Inject
    RoomForRuns(StarterSettings settings, TemporalGateway temporal, Clock clock) {
        this(settings.intake().openRuns(), temporal::openRuns, clock);
    }

    RoomForRuns(Optional<Integer> limit, LongSupplier open, Clock clock) {
        this.limit = limit;
        this.open = open;
        this.clock = clock;
    }

    /** As many runs as Temporal had open. */
    public record Count(long open, Instant at) {}

    /** Empty: there may be any number. */
    public Optional<Integer> limit() {
        return limit;
    }

    /** The last one; empty where none was needed yet. */
    public Optional<Count> lastCount() {
        return last;
    }

    /**
     * Takes the place of one run.
     *
     * @throws NotTakenYet where there is none, or nobody can tell
     */
    void enter() {
        if (limit.isPresent() && !entered(limit.get())) {
            throw new NotTakenYet(full(limit.get()));
        }
    }

    /** A sentence where there is no place. */
    Optional<String> full() {
        return limit.filter(most -> left(most) == 0).map(RoomForRuns::full);
    }

    /** How many of so many have a place, as far as that is known. */
    int of(int wanted) {
        try {
            return limit.map(most -> (int) Math.min(wanted, left(most))).orElse(wanted);
        } catch (NotTakenYet unknown) {
            return 0;
        }
    }

    private static String full(int most) {
        return "as many runs are open as forge.intake.open-runs allows, " + most
                + ": messages wait until one of them has ended";
    }

    private synchronized boolean entered(int most) {
        if (left(most) == 0) {
            return false;
        }
        left--;
        begun.addLast(clock.instant());
        return true;
    }

    private synchronized long left(int most) {
        if (!clock.instant().isBefore(due)) {
            look(most);
        }
        if (failed.isPresent()) {
            throw new NotTakenYet(
                    "Temporal does not say how many runs are open ("
                            + failed.get().getMessage() + ")",
                    failed.get());
        }
        return left;
    }

    private void look(int most) {
        Instant now = clock.instant();
        try {
            long counted = open.getAsLong();
            while (!begun.isEmpty() && begun.peekFirst().plus(LOOK).isBefore(now)) {
                begun.removeFirst();
            }
            left = Math.max(0, most - counted - begun.size());
            last = Optional.of(new Count(counted, now));
            failed = Optional.empty();
        } catch (RuntimeException e) {
            failed = Optional.of(e);
        }
        // From its end on: where each call waits for its deadline, those behind it are answered by this one.
        due = clock.instant().plus(LOOK);
    }
}
