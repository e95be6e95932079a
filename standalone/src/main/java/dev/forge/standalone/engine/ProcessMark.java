package dev.forge.standalone.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be recognised later: pids are used again, so a pid counts only with its start time.
 *
 * @param startedAt as the operating system tells it
 */
public record ProcessMark(long pid, Instant startedAt) {
    // Linux derives the start from the boot time, which moves by up to a second when the clock is set.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** The mark of a process, or empty where it has ended already. */
    public static Optional<ProcessMark> of(ProcessHandle process) {
        return process.info().startInstant().map(start -> new ProcessMark(process.pid(), start));
    }

    /** The mark of this process. */
    public static ProcessMark current() {
        return of(ProcessHandle.current()).orElseThrow();
    }

    /** The very process, while it lives. */
    public Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(ProcessMark::runs)
                .filter(this::startedThen);
    }

    // One that has ended and that nobody reaps still counts as alive; it has no program any more.
    private static boolean runs(ProcessHandle process) {
        return process.info().command().isPresent();
    }

    private boolean startedThen(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
