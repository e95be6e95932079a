package dev.forge.starter.api;

import dev.forge.starter.StarterSettings;
import dev.forge.starter.schedule.WantedJob;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /scheduled} over HTTP. */
@Controller(WantedJob.DOOR)
@ExecuteOn(TaskExecutors.BLOCKING)
class ScheduledController extends ScheduleRoutes implements ScheduledOperations {
    ScheduledController(ScheduleCalls calls, StarterSettings settings) {
        super(calls, ScheduleCalls.ofJobs(settings.defaultJob()));
    }
}
