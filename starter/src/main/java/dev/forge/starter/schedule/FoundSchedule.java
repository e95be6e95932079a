package dev.forge.starter.schedule;

import dev.forge.starter.run.RunSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it stands.
 *
 * @param next when its next runs begin, at most ten; without jitter
 * @param recent its last runs, the latest first, at most ten
 * @param missed times that passed while Temporal was away for longer than the catch-up window
 * @param skipped times that were left out because a run was still open
 */
public record FoundSchedule(
        String id,
        ScheduleDefinition definition,
        List<Instant> next,
        List<RecentRun> recent,
        long missed,
        long skipped) {
    public FoundSchedule {
        next = List.copyOf(next);
        recent = List.copyOf(recent);
    }

    /**
     * A run that the schedule has started.
     *
     * @param scheduledAt its time by the schedule
     * @param run how it stands; empty where Temporal no longer keeps it
     */
    public record RecentRun(String id, Instant scheduledAt, Instant startedAt, Optional<RunSummary> run) {}
}
