package dev.forge.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule as a starter tells it.
 *
 * @param run what its runs get; empty where somebody made it without
 * @param next when its next runs begin
 * @param recent its last runs, the latest first
 * @param missed times that passed while Temporal was away for longer than the catch-up window
 * @param skipped times that were left out because a run was still open
 */
public record Schedule(
        String id,
        List<String> cron,
        List<String> every,
        List<Map<String, String>> calendars,
        List<Map<String, String>> except,
        String timeZone,
        Optional<String> jitter,
        Optional<Instant> startAt,
        Optional<Instant> endAt,
        String overlap,
        String catchupWindow,
        boolean paused,
        String note,
        Optional<JsonNode> run,
        List<Instant> next,
        List<Recent> recent,
        long missed,
        long skipped) {
    public Schedule {
        cron = List.copyOf(cron);
        every = List.copyOf(every);
        calendars = List.copyOf(calendars);
        except = List.copyOf(except);
        next = List.copyOf(next);
        recent = List.copyOf(recent);
    }

    /**
     * A run of it.
     *
     * @param scheduledAt its time by the schedule
     * @param state empty where Temporal no longer keeps the run
     */
    public record Recent(
            String id, Instant scheduledAt, Instant startedAt, Optional<RunState> state, Optional<Instant> endedAt) {}

    /** The schedules of one page of a list. */
    public static List<Schedule> listed(JsonNode page, StarterClient starter) {
        List<Schedule> schedules = new ArrayList<>();
        page.path("schedules").forEach(schedule -> schedules.add(starter.as(Schedule.class, schedule)));
        return schedules;
    }

    /** {@code weather}, or {@code weather@3} where its runs name a version; empty where it starts none that has a name. */
    public Optional<String> pipeline() {
        JsonNode input = run.orElseGet(MissingNode::getInstance);
        JsonNode named = input.path("pipeline");
        String version = input.has("version") ? "@" + input.path("version").asText() : "";
        String name = named.isTextual()
                ? named.asText() + version
                : named.path("name").asText(input.path("name").asText());
        return Optional.of(name).filter(text -> !text.isEmpty());
    }
}
