package dev.forge.starter.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schedule as people write it; its JSON is a body that makes the same schedule again.
 *
 * @param cron lines of five fields
 * @param every an interval, and after a slash its offset from midnight UTC: {@code 1h/5m}
 * @param calendars what a cron line cannot say: seconds, years, comments
 * @param except times that are left out
 * @param timeZone an IANA name
 * @param jitter up to how long after its time a run may begin; empty: none
 * @param catchupWindow how late a run may begin when Temporal was away at its time
 * @param run the runs' input; empty where somebody made the schedule without one
 */
public record ScheduleDefinition(
        List<String> cron,
        List<String> every,
        List<Map<String, String>> calendars,
        List<Map<String, String>> except,
        String timeZone,
        Optional<String> jitter,
        Optional<Instant> startAt,
        Optional<Instant> endAt,
        Overlap overlap,
        String catchupWindow,
        boolean paused,
        String note,
        Optional<RunInput> run) {
    static final String DEFAULT_TIME_ZONE = "UTC";
    /** Temporal's own is a year: after an outage of a weekend, every missed run would begin at once. */
    static final String DEFAULT_CATCHUP_WINDOW = "1h";

    public ScheduleDefinition {
        cron = List.copyOf(cron);
        every = List.copyOf(every);
        calendars = List.copyOf(calendars);
        except = List.copyOf(except);
    }

    ScheduleDefinition withoutRun() {
        return new ScheduleDefinition(
                cron,
                every,
                calendars,
                except,
                timeZone,
                jitter,
                startAt,
                endAt,
                overlap,
                catchupWindow,
                paused,
                note,
                Optional.empty());
    }
}
