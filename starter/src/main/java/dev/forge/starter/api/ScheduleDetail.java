package dev.forge.starter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.RunSummary;
import dev.forge.starter.schedule.FoundSchedule;
import dev.forge.starter.schedule.FoundSchedule.RecentRun;
import dev.forge.starter.schedule.ScheduleDefinition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule with its next times and last runs.
 *
 * @param definition its fields stand beside the others, and can be sent again
 * @param notes what was made of what can be read in more than one way; left out where there is nothing to say
 */
record ScheduleDetail(
        String id,
        @JsonUnwrapped ScheduleDefinition definition,
        List<Instant> next,
        List<Recent> recent,
        long missed,
        long skipped,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        Map<String, String> links) {
    ScheduleDetail {
        next = List.copyOf(next);
        recent = List.copyOf(recent);
        notes = List.copyOf(notes);
    }

    /** As it is seen by one of the doors of schedules, which its links lead through. */
    static ScheduleDetail of(FoundSchedule found, String door) {
        return of(found, door, List.of());
    }

    static ScheduleDetail of(FoundSchedule found, String door, List<String> notes) {
        return new ScheduleDetail(
                found.id(),
                found.definition(),
                found.next(),
                found.recent().stream().map(Recent::of).toList(),
                found.missed(),
                found.skipped(),
                notes,
                links(Links.schedule(door, found.id())));
    }

    private static Map<String, String> links(String self) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", self);
        for (String call : List.of("pause", "unpause", "trigger", "backfill")) {
            links.put(call, self + "/" + call);
        }
        return links;
    }

    /** A run of it; without a state where Temporal no longer keeps it. */
    record Recent(
            String id,
            Instant scheduledAt,
            Instant startedAt,
            Optional<RunState> state,
            Optional<Instant> endedAt,
            Map<String, String> links) {
        static Recent of(RecentRun run) {
            return new Recent(
                    run.id(),
                    run.scheduledAt(),
                    run.startedAt(),
                    run.run().map(RunSummary::state),
                    run.run().flatMap(RunSummary::endedAt),
                    Links.of(run.id()));
        }
    }
}
