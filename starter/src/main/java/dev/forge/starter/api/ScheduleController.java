package dev.forge.starter.api;

import dev.forge.starter.api.ScheduleCalls.Door;
import dev.forge.starter.schedule.WantedPipeline;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /schedules} over HTTP. */
@Controller(WantedPipeline.DOOR)
@ExecuteOn(TaskExecutors.BLOCKING)
class ScheduleController extends ScheduleRoutes implements ScheduleOperations {
    private static final String EXAMPLE =
            "send {\"id\": \"nightly\", \"cron\": \"0 6 * * *\", \"timeZone\": \"Europe/Berlin\", \"run\": {…}}";

    ScheduleController(ScheduleCalls calls) {
        super(
                calls,
                new Door(
                        WantedPipeline.DOOR,
                        EXAMPLE,
                        body -> WantedPipeline.of(body.fields(), body.source(WantedPipeline.FIELD))));
    }
}
