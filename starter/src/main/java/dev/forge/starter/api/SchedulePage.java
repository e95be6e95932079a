package dev.forge.starter.api;

import dev.forge.starter.schedule.ScheduleReading;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of schedules.
 *
 * @param next the cursor to go on with; absent at the end
 */
record SchedulePage(List<ScheduleDetail> schedules, Optional<String> next) {
    SchedulePage {
        schedules = List.copyOf(schedules);
    }

    static SchedulePage of(ScheduleReading.Page page, String door) {
        return new SchedulePage(
                page.schedules().stream()
                        .map(found -> ScheduleDetail.of(found, door))
                        .toList(),
                page.next());
    }
}
