package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;

/** The answer to a backfill: the times whose runs begin, and the schedule. */
record Backfilled(List<Instant> times, @JsonUnwrapped ScheduleDetail schedule) {
    Backfilled {
        times = List.copyOf(times);
    }
}
