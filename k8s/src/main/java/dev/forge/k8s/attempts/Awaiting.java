package dev.forge.k8s.attempts;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.watch.NamespaceEvents;
import dev.forge.k8s.watch.Waiters;
import dev.forge.runtime.EndingFailures;
import dev.forge.runtime.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Waits for attempts, woken by the watches and by the deadlines that a judgement names. */
final class Awaiting {
    // Long enough for an API server that restarts, short enough for somebody who wants to know why nothing moves.
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Judging judging;
    private final List<WatchedNamespace> namespaces;
    private final Waiters waiters;
    private final Clock clock;

    Awaiting(Judging judging, List<WatchedNamespace> namespaces, Waiters waiters, Clock clock) {
        this.judging = judging;
        this.namespaces = namespaces;
        this.waiters = waiters;
        this.clock = clock;
    }

    Verdict await(Launched attempt, Verdict known, Duration atMost) throws InterruptedException {
        Instant until = after(atMost);
        try (Waiters.Waiter waiter = waiters.register(attempt.uid())) {
            while (true) {
                look(waiter);
                Judgement judgement = judging.judge(attempt);
                Verdict now = verdict(judgement);
                if (now instanceof Verdict.Ended || !now.equals(known) || isOver(until)) {
                    return now;
                }
                waiter.await(until(judgement, until));
            }
        }
    }

    Optional<Waiting> end(Launched attempt, Duration atMost) throws InterruptedException {
        Instant until = after(atMost);
        try (Waiters.Waiter waiter = waiters.register(attempt.uid())) {
            Judgement judgement = judgeWithRest(attempt, waiter);
            if (!(judgement instanceof Judgement.Ended)) {
                judging.end(attempt, EndingFailures.canceled());
                judgement = judgeWithRest(attempt, waiter);
            }
            while (!(judgement instanceof Judgement.Ended) && !isOver(until)) {
                waiter.await(until(judgement, until));
                judgement = judgeWithRest(attempt, waiter);
            }
            return left(judgement);
        }
    }

    private Judgement judgeWithRest(Launched attempt, Waiters.Waiter waiter) throws InterruptedException {
        look(waiter);
        return judging.judgeWithRest(attempt);
    }

    private void look(Waiters.Waiter waiter) throws InterruptedException {
        waiter.forget();
        demandWatches(waiter);
    }

    // What was never listed is not missing; and no verdict is drawn from what may be old.
    private void demandWatches(Waiters.Waiter waiter) throws InterruptedException {
        for (WatchedNamespace namespace : namespaces) {
            demandAnswers(namespace);
            while (!namespace.watch().listed()) {
                waiter.await(PATIENCE);
                demandAnswers(namespace);
            }
        }
    }

    private void demandAnswers(WatchedNamespace namespace) {
        Instant since = namespace.watch().answeredAt();
        if (since.isBefore(clock.instant().minus(PATIENCE))) {
            throw Api.odd("The API server has not told since " + since + " what happens in namespace "
                    + namespace.name() + " (" + namespace.watch().trouble()
                    + "): look whether it is up, and whether Forge may list and watch Jobs and Pods"
                    + " there; Forge goes on trying.");
        }
    }

    private Optional<Waiting> left(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Ended _ -> Optional.empty();
            case Judgement.Ending(Waiting waiting) -> Optional.of(waiting);
            case Judgement.Decided(Waiting waiting, StepOutcome _) -> Optional.of(waiting);
            case Judgement.Pending _, Judgement.Running _ ->
                Optional.of(Waiting.passing("it was asked to end just now", clock.instant()));
        };
    }

    private static Verdict verdict(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Pending pending -> new Verdict.Pending(pending.waiting());
            case Judgement.Running running -> new Verdict.Running(running.startedAt());
            case Judgement.Ending ending -> new Verdict.Ending(ending.waiting());
            case Judgement.Decided decided -> new Verdict.Ending(decided.waiting());
            case Judgement.Ended ended -> new Verdict.Ended(ended.outcome());
        };
    }

    /** How long nothing can be different but by a change that a watch shows. */
    private Duration until(Judgement judgement, Instant until) {
        Instant wake = switch (judgement) {
            case Judgement.Pending pending -> earlier(pending.giveUpAt(), nextEvents());
            case Judgement.Running running -> running.deadline();
            case Judgement.Ending _, Judgement.Decided _, Judgement.Ended _ -> until;
        };
        Duration left = Duration.between(clock.instant(), earlier(wake, until));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant nextEvents() {
        return clock.instant().plus(NamespaceEvents.AGE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant after(Duration atMost) {
        return clock.instant().plus(atMost);
    }

    private boolean isOver(Instant until) {
        return !clock.instant().isBefore(until);
    }
}
