package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/**
 * Calls about schedules, which start runs by time.
 *
 * <p>A schedule is Temporal's own, of workflows of type {@code Pipeline}: what {@code temporal schedule} makes or changes
 * is seen here, and the other way round. Every answer has the next ten times and the last ten runs with their states.
 */
interface ScheduleOperations {
    /**
     * Makes a schedule. The same one again changes nothing.
     *
     * @param request its body: {@code id}, at least one of {@code cron}, {@code every} and {@code calendars}, {@code run}
     *     (a pipeline, as {@code POST /runs} takes it), and what docs/schedules.md lists
     * @return 201 with {@code Location}; 400 {@code syntax_error}; 409 {@code schedule_exists}; 413; 415; 422
     *     {@code schedule_invalid}; 503
     */
    HttpResponse<ScheduleDetail> create(HttpRequest<byte[]> request);

    /**
     * Lists schedules, in Temporal's order. A new one appears a moment after it is made.
     *
     * @param request its query: {@code limit} (1 to 50, 20 if left out; a page may have fewer, as other workflows' schedules
     *     are left out), {@code cursor} ({@code next} of the page before)
     * @return 200; 400 {@code query_parameter_invalid}; 503
     */
    SchedulePage list(HttpRequest<?> request);

    /**
     * Shows a schedule.
     *
     * @return 200; 404 {@code schedule_not_found}; 503
     */
    ScheduleDetail show(String id);

    /**
     * Puts a schedule in the place of the one of that id, or makes it.
     *
     * @return 200, or 201 with {@code Location}; 400 {@code syntax_error}; 409 {@code schedule_exists} where a schedule of
     *     another workflow has the id; 422 {@code schedule_invalid}; 503
     */
    HttpResponse<ScheduleDetail> replace(String id, HttpRequest<byte[]> request);

    /**
     * Changes some fields, as RFC 7396 has it: {@code null} takes a field away.
     *
     * @return 200; 400 {@code syntax_error}; 404 {@code schedule_not_found}; 409 {@code schedule_changed}; 422
     *     {@code schedule_invalid}; 503
     */
    ScheduleDetail change(String id, HttpRequest<byte[]> request);

    /**
     * Deletes a schedule. Runs that it has started go on.
     *
     * @return 204; 404 {@code schedule_not_found}; 503
     */
    HttpResponse<?> delete(String id);

    /**
     * Has a schedule start nothing more.
     *
     * @param request its body: none, or {@code {"note": "why"}}
     * @return 200; 404 {@code schedule_not_found}; 422 {@code schedule_invalid}; 503
     */
    ScheduleDetail pause(String id, HttpRequest<byte[]> request);

    /**
     * Has a paused schedule go on. Times that passed meanwhile are not made up for.
     *
     * @param request its body: none, or {@code {"note": "why"}}
     * @return 200; 404 {@code schedule_not_found}; 422 {@code schedule_invalid}; 503
     */
    ScheduleDetail unpause(String id, HttpRequest<byte[]> request);

    /**
     * Starts a run now, also of a paused schedule.
     *
     * @param request its body: none, or {@code {"overlap": "allowAll"}} to go beside the schedule's own policy; its
     *     {@code Idempotency-Key} header: under one key the schedule does it once
     * @return 202; 400 {@code syntax_error} or {@code idempotency_key_invalid}; 404 {@code schedule_not_found}; 422
     *     {@code schedule_invalid} or {@code idempotency_key_reused}; 503
     */
    HttpResponse<ScheduleDetail> trigger(String id, HttpRequest<byte[]> request);

    /**
     * Starts the runs of times that have passed; {@code ${run.scheduledAt}} of each is its own time.
     *
     * @param request its body: {@code {"from": …, "to": …}}, both times included, and {@code overlap}, {@code bufferAll} if
     *     left out: one run after the other; its {@code Idempotency-Key} header: under one key the schedule does it once
     * @return 202 with {@code times}; 400 {@code syntax_error} or {@code idempotency_key_invalid}; 404
     *     {@code schedule_not_found}; 422 {@code schedule_invalid}, also where there is no time in that range, or more than
     *     1000, or {@code idempotency_key_reused}; 503
     */
    HttpResponse<Backfilled> backfill(String id, HttpRequest<byte[]> request);
}
