package dev.forge.worker.reaper;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.JobRuntime.Present;
import dev.forge.runtime.LogContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the attempts of runs that nobody looks after, then lets go of what is left of them. */
final class Reaping {
    private static final Logger LOG = LoggerFactory.getLogger(Reaping.class);

    /** More than the usual grace of an attempt; all are asked before the first is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final JobRuntime runtime;
    private final Fates fates;
    private final Cleanups cleanups;

    /** A run that nobody looks after, and its attempts that were asked to end. */
    private record Orphan(String runId, Fate fate, List<Launched> attempts) {}

    Reaping(JobRuntime runtime, Fates fates, Cleanups cleanups) {
        this.runtime = runtime;
        this.fates = fates;
        this.cleanups = cleanups;
    }

    /** Returns those runs that need no more of it: nothing of them is left, or their fate has turned. */
    Set<String> of(Map<String, Fate> runs) throws InterruptedException {
        Set<String> done = new HashSet<>(runs.keySet());
        List<Orphan> asked = new ArrayList<>();
        for (Map.Entry<String, Fate> run : runs.entrySet()) {
            askToEnd(run.getKey(), run.getValue()).ifPresent(asked::add);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Orphan orphan : asked) {
            if (!isEnded(orphan, deadline)) {
                done.remove(orphan.runId());
            } else if (isStill(orphan)) {
                letGo(orphan);
            }
        }
        return done;
    }

    private Optional<Orphan> askToEnd(String runId, Fate fate) throws InterruptedException {
        // Listed before Temporal is asked again: what a new execution of the run launches from here on is not ended.
        List<Present> present = runtime.present(runId);
        if (!fates.of(runId).equals(fate)) {
            return Optional.empty();
        }
        List<Launched> attempts = present.stream().map(Present::attempt).toList();
        for (Launched attempt : attempts) {
            try (LogContext _ = LogContext.of(runId)) {
                LOG.warn("Ends attempt {} of run {}: {}", attempt.name(), runId, why(fate));
            }
            runtime.end(attempt, Duration.ZERO);
        }
        return Optional.of(new Orphan(runId, fate, attempts));
    }

    private boolean isEnded(Orphan orphan, long deadline) throws InterruptedException {
        for (Launched attempt : orphan.attempts()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Optional<Waiting> still = runtime.end(attempt, left);
            if (still.isPresent()) {
                try (LogContext _ = LogContext.of(orphan.runId())) {
                    LOG.warn(
                            "Attempt {} of run {} has not ended yet: {}",
                            attempt.name(),
                            orphan.runId(),
                            still.get().why());
                }
                return false;
            }
        }
        return runtime.present(orphan.runId()).isEmpty();
    }

    private boolean isStill(Orphan orphan) {
        return fates.of(orphan.runId()).equals(orphan.fate());
    }

    private void letGo(Orphan orphan) {
        switch (orphan.fate()) {
            case Fate.CutOff(String execution) -> cleanups.begin(orphan.runId(), execution);
            // Its own cleanup sees to the workspace, or nobody is left who could say whether it is still wanted.
            case Fate.Closed _, Fate.Forgotten _ -> runtime.release(orphan.runId(), _ -> isStill(orphan));
            case Fate.Open _ -> throw new IllegalArgumentException(orphan.runId() + " goes on");
        }
    }

    private static String why(Fate fate) {
        return switch (fate) {
            case Fate.CutOff _ -> "Temporal has terminated the run, or its time was over";
            case Fate.Closed _ -> "the run has ended, and its cleanup did not come";
            case Fate.Forgotten _ -> "Temporal does not know the run";
            case Fate.Open _ -> "the run goes on";
        };
    }
}
