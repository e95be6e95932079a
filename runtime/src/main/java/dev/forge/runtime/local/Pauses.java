package dev.forge.runtime.local;

import dev.forge.runtime.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The pauses between two looks at an attempt, until a time is over. */
final class Pauses {
    /** A step's change is seen within a blink, by somebody who is not told of it. */
    private static final Duration POLL = Duration.ofMillis(50);

    /** What changes within milliseconds is looked at as often. */
    private static final Duration BRIEF = Duration.ofMillis(2);

    /** Who is told of the end looks now and then all the same: somebody else may be ending the attempt. */
    private static final Duration TOLD = Duration.ofMillis(500);

    private final long end;
    private Duration next = BRIEF;

    private Pauses(long end) {
        this.end = end;
    }

    static Pauses within(Duration atMost) {
        // A century is as good as for ever, and does not overflow.
        Duration bounded = atMost.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : atMost;
        return new Pauses(System.nanoTime() + bounded.toNanos());
    }

    boolean over() {
        return System.nanoTime() - end >= 0;
    }

    void poll() throws InterruptedException {
        sleep(POLL);
    }

    /** Pauses until the attempt may have changed. */
    void pause(Verdict now, Optional<Process> supervisor, Optional<Instant> deadline) throws InterruptedException {
        boolean told = supervisor.filter(Process::isAlive).isPresent();
        if (told) {
            await(supervisor.get(), bounded(now instanceof Verdict.Running ? beforeDeadline(deadline) : grown()));
        } else {
            sleep(now instanceof Verdict.Running ? POLL : grown());
        }
    }

    private static Duration beforeDeadline(Optional<Instant> deadline) {
        Duration left = deadline.map(at -> Duration.between(Instant.now(), at)).orElse(TOLD);
        return left.compareTo(TOLD) > 0 ? TOLD : left;
    }

    private Duration grown() {
        Duration pause = next;
        next = pause.multipliedBy(2).compareTo(POLL) > 0 ? POLL : pause.multipliedBy(2);
        return pause;
    }

    private static void await(Process supervisor, Duration pause) throws InterruptedException {
        // Whether it ended or not, the files are looked at next.
        boolean _ = supervisor.waitFor(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sleep(Duration pause) throws InterruptedException {
        Thread.sleep(bounded(pause));
    }

    /** At least a little, so that a clock that runs apart cannot make a waiter spin. */
    private Duration bounded(Duration pause) {
        long left = Math.min(pause.toNanos(), end - System.nanoTime());
        return Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
