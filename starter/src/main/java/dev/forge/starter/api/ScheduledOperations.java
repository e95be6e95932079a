package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/**
 * The other door of schedules, for those who have jobs: what is sent is a job beside its times, not a {@code run}. The
 * schedules are those of {@code /schedules}, and so are the answers.
 */
interface ScheduledOperations extends ScheduleOperations {
    /**
     * Makes a schedule of a job. The same one again changes nothing.
     *
     * @param request its body: {@code {"name": "pair", "namespace": "team-a", "containers": [{"image": "one:1"}, {"image":
     *     "two:1"}], "maxRetries": 1, "schedule": "0 6 * * *"}}, a job as {@code POST /jobs} takes it (the configured default
     *     one where none of its fields is there) beside at least one of {@code cron}, which may be called {@code schedule},
     *     {@code every} and {@code calendars}, and what docs/schedules.md lists; {@code id} is the job's name if left out
     * @return 201 with {@code Location}; 400 {@code syntax_error}; 409 {@code schedule_exists}; 413; 415; 422
     *     {@code schedule_invalid}; 503
     */
    @Override
    HttpResponse<ScheduleDetail> create(HttpRequest<byte[]> request);

    /**
     * Shows a schedule; its job is in {@code run}, as the pipeline of one module that it is.
     *
     * @return 200; 404 {@code schedule_not_found}; 503
     */
    @Override
    ScheduleDetail show(String id);

    /**
     * Puts a schedule of a job in the place of the one of that id, or makes it.
     *
     * @return 200, or 201 with {@code Location}; 400 {@code syntax_error}; 409 {@code schedule_exists} where a schedule of
     *     another workflow has the id; 422 {@code schedule_invalid}; 503
     */
    @Override
    HttpResponse<ScheduleDetail> replace(String id, HttpRequest<byte[]> request);

    /**
     * Changes some fields of the schedule or of its job, as RFC 7396 has it: {@code null} takes a field away.
     *
     * @return 200; 400 {@code syntax_error}; 404 {@code schedule_not_found}; 409 {@code schedule_changed}; 422
     *     {@code schedule_invalid}, also for fields of a job where the schedule starts a pipeline; 503
     */
    @Override
    ScheduleDetail change(String id, HttpRequest<byte[]> request);
}
