package dev.forge.worker.reaper;

import dev.forge.activities.CutOffRuns;
import dev.forge.activities.CutOffRuns.Page;
import dev.forge.contract.workflow.RunActivities.RunRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reaper's looks for runs that Temporal cut off, and what it still owes them. */
final class Aftercare {
    /** What closed before the last look is looked for once more: Temporal's lists lag behind, and clocks differ. */
    static final Duration OVERLAP = Duration.ofHours(1);

    /** Of a hundred each: Temporal answers ten lists a second to everybody together. */
    static final int PAGES_A_PASS = 5;

    /** For each duty: modules that nobody wants any more are to be ended in between. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Aftercare.class);

    private final CutOffRuns runs;
    private final Clock clock;
    private final Deque<RunRef> untold = new ArrayDeque<>();
    private final Deque<RunRef> unkept = new ArrayDeque<>();
    private Optional<Duration> reach = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private Optional<Look> current = Optional.empty();
    /** Of the look before. */
    private Set<RunRef> known = Set.of();
    /** Of this one, by now. */
    private Set<RunRef> found = new HashSet<>();

    /** A look that has not come to the end of the list: where there is very much, it takes several passes. */
    private record Look(Instant begun, Instant since, String token) {
        Look at(String next) {
            return new Look(begun, since, next);
        }
    }

    Aftercare(CutOffRuns runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** Looks for some, and does for them what can be done now. What Temporal's list throws ends the pass. */
    void pass() {
        look();
        // An archive that is away keeps nobody from being told.
        work(untold, runs::tell, "told to others");
        work(unkept, runs::keep, "kept in the archive");
    }

    private void look() {
        Look look = current.orElseGet(this::begin);
        for (int pages = 0; pages < PAGES_A_PASS; pages++) {
            // Whatever is wrong with a page, its token may be: then the list is read from its beginning.
            current = Optional.of(look.at(""));
            Page page = runs.closedSince(look.since(), look.token());
            page.executions().forEach(this::note);
            if (page.next().isEmpty()) {
                end(look);
                return;
            }
            look = look.at(page.next());
            current = Optional.of(look);
        }
    }

    private Look begin() {
        Instant now = clock.instant();
        Duration far = reach.orElseGet(runs::reach);
        reach = Optional.of(far);
        Instant earliest = now.minus(far);
        Instant since = last.map(begun -> begun.minus(OVERLAP))
                .filter(earliest::isBefore)
                .orElse(earliest);
        return new Look(now, since, "");
    }

    private void end(Look look) {
        last = Optional.of(look.begun());
        current = Optional.empty();
        known = found;
        found = new HashSet<>();
    }

    /** They come first, and do not wait behind those that have failed again and again. */
    private void note(RunRef run) {
        if (found.add(run) && !known.contains(run)) {
            untold.addFirst(run);
            unkept.addFirst(run);
        }
    }

    /** What fails is tried again in the next pass, and keeps none of the others. */
    private void work(Deque<RunRef> owed, Consumer<RunRef> duty, String done) {
        Instant until = clock.instant().plus(LONGEST);
        Optional<RuntimeException> failure = Optional.empty();
        for (int left = owed.size(); left > 0 && goesOn(until); left--) {
            RunRef run = owed.removeFirst();
            try {
                duty.accept(run);
            } catch (RuntimeException e) {
                owed.addLast(run);
                failure = failure.or(() -> Optional.of(e));
            }
        }
        failure.filter(_ -> !isClosing())
                .ifPresent(first -> LOG.warn(
                        "The ends of {} runs that Temporal cut off are still to be {}, which is tried again: {}",
                        owed.size(),
                        done,
                        first.toString()));
    }

    private boolean goesOn(Instant until) {
        return clock.instant().isBefore(until) && !isClosing();
    }

    private static boolean isClosing() {
        return Thread.currentThread().isInterrupted();
    }
}
