package dev.forge.k8s.attempts;

import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.EndingMark;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import dev.forge.k8s.verdict.JobVerdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges attempts and does what follows from it: what has waited or run for too long is ended, and an outcome that could
 * not be read again is written down first.
 */
final class Judging {
    /** An ordinary pod starts within this time; before, no Events are needed to explain why it has not. */
    static final Duration ORDINARY_START = Duration.ofSeconds(1);

    private final Api api;
    private final Looking looking;
    private final WaitingLimits limits;
    private final Clock clock;

    Judging(Api api, Looking looking, WaitingLimits limits, Clock clock) {
        this.api = api;
        this.looking = looking;
        this.limits = limits;
        this.clock = clock;
    }

    Judgement judge(Launched attempt) {
        Observed seen = looking.look(attempt);
        return follow(attempt, seen, explained(seen));
    }

    private Judgement follow(Launched attempt, Observed seen, Judgement now) {
        if (due(now).isPresent()) {
            return giveUp(attempt);
        }
        return switch (now) {
            case Judgement.Pending pending -> pending;
            case Judgement.Running running -> running;
            case Judgement.Ending ending -> {
                endPods(seen);
                yield ending;
            }
            case Judgement.Decided decided -> needsNobody(seen) ? decided : endRest(attempt);
            case Judgement.Ended ended -> isOrdinary(seen) ? ended : settle(attempt);
        };
    }

    /** The same for whoever wants nothing left of it: what runs beside a success is asked to end, and waited for, too. */
    Judgement judgeWithRest(Launched attempt) {
        Judgement now = judge(attempt);
        return hasEnded(now) ? endRest(attempt) : now;
    }

    /** The outcome is written down first: the deletion of its pod would make it look like a disruption. */
    private Judgement endRest(Launched attempt) {
        while (true) {
            Observed live = looking.lookLive(attempt);
            Judgement now = withRest(live);
            if (!(now instanceof Judgement.Decided(Waiting _, StepOutcome outcome))) {
                return now instanceof Judgement.Ended && !isOrdinary(live) ? settle(attempt) : now;
            }
            if (isKept(live, outcome)) {
                endPods(live);
                return now;
            }
        }
    }

    private Judgement withRest(Observed seen) {
        Judgement now = verdict(seen);
        return now instanceof Judgement.Ended(StepOutcome outcome)
                ? JobVerdict.left(seen, clock.instant())
                        .<Judgement>map(waiting -> new Judgement.Decided(waiting, outcome))
                        .orElse(now)
                : now;
    }

    private static boolean needsNobody(Observed seen) {
        return JobVerdict.endsByItself(seen) || seen.pods().stream().noneMatch(Pods::isToBeAsked);
    }

    private static boolean hasEnded(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Decided _, Judgement.Ended _ -> true;
            case Judgement.Pending _, Judgement.Running _, Judgement.Ending _ -> false;
        };
    }

    /** Whether something of an attempt runs, or may yet. */
    boolean mayRun(Observed seen) {
        return !(withRest(seen) instanceof Judgement.Ended);
    }

    /** Whether it has ended, and nobody has to be asked for what is left of it to end, too. */
    boolean endsByItself(Observed seen) {
        return hasEnded(verdict(seen)) && JobVerdict.endsByItself(seen);
    }

    /** What is seen, judged with the Events of whoever waits for longer than usual. */
    private Judgement explained(Observed seen) {
        Judgement now = verdict(seen);
        return now instanceof Judgement.Pending && waitsLong(seen) ? verdict(looking.withEvents(seen)) : now;
    }

    private boolean waitsLong(Observed seen) {
        return seen.job().map(Judging::created).filter(this::isLongAgo).isPresent();
    }

    private boolean isLongAgo(Instant created) {
        return created.plus(ORDINARY_START).isBefore(clock.instant());
    }

    static Instant created(Job job) {
        return Instant.parse(job.getMetadata().getCreationTimestamp());
    }

    Judgement verdict(Observed seen) {
        return JobVerdict.of(seen, limits, clock.instant());
    }

    /** What an attempt fails with whose time is over, as it is judged. */
    private Optional<Failure> due(Judgement judgement) {
        Instant now = clock.instant();
        return switch (judgement) {
            case Judgement.Pending pending when !now.isBefore(pending.giveUpAt()) -> Optional.of(pending.then());
            case Judgement.Running running when !now.isBefore(running.deadline()) -> Optional.of(running.then());
            case Judgement.Pending _, Judgement.Running _, Judgement.Ending _, Judgement.Decided _, Judgement.Ended _ ->
                Optional.empty();
        };
    }

    // Never by what a watch has shown alone: it may be late, and the module done in time.
    private Judgement giveUp(Launched attempt) {
        while (true) {
            Observed live = looking.lookLive(attempt);
            Judgement now = verdict(live);
            Optional<Failure> due = due(now);
            if (due.isEmpty()) {
                return now instanceof Judgement.Ended ? settle(attempt) : now;
            }
            Optional<Observed> marked = mark(live, due.get());
            if (marked.isPresent()) {
                endPods(marked.get());
                return verdict(marked.get());
            }
        }
    }

    /** Asks an attempt to end with that failure, unless it has ended or was asked already. */
    void end(Launched attempt, Failure failure) {
        boolean asked = false;
        while (!asked) {
            Observed live = looking.lookLive(attempt);
            asked = hasEnded(verdict(live)) || asked(live, failure);
        }
    }

    private boolean asked(Observed live, Failure failure) {
        boolean marked = live.job().map(Annotations::isMarked).orElse(true);
        Optional<Observed> asked = marked ? Optional.of(live) : mark(live, failure);
        asked.ifPresent(this::endPods);
        return asked.isPresent();
    }

    private Optional<Observed> mark(Observed live, Failure failure) {
        Job job = live.job().orElseThrow();
        EndingMark mark = new EndingMark(clock.instant(), failure);
        Optional<Job> marked = api.patch(job, Changes.ending(job, mark));
        marked.ifPresent(looking::remember);
        return marked.map(now -> new Observed(Optional.of(now), live.pods(), live.events()));
    }

    // Ourselves, too: the Job controller may be away, and the one who wrote the mark may have died after it.
    private void endPods(Observed seen) {
        seen.pods().stream().filter(Pods::isToBeAsked).forEach(api::delete);
    }

    /** Whether the outcome can be read again by everybody, as often as they like. */
    private static boolean isOrdinary(Observed seen) {
        return seen.pods().size() == 1
                && !Pods.isBeingDeleted(seen.pods().getFirst())
                && !JobVerdict.needsEvents(seen)
                && seen.job().filter(job -> !Annotations.isMarked(job)).isPresent();
    }

    /** What is not there to be seen is confirmed by the API server, and the outcome written down: the first one stays. */
    private Judgement settle(Launched attempt) {
        while (true) {
            Observed live = looking.lookLive(attempt);
            Judgement now = verdict(live);
            if (!(now instanceof Judgement.Ended(StepOutcome outcome)) || isKept(live, outcome)) {
                return now;
            }
        }
    }

    private boolean isKept(Observed live, StepOutcome outcome) {
        return live.job()
                .filter(job -> Annotations.of(job, Names.OUTCOME).isEmpty())
                .map(job -> api.patch(job, Changes.outcome(job, outcome)).isPresent())
                .orElse(true);
    }
}
