package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/**
 * Calls about jobs: a job is a run of a single container, without source and sink. Whatever {@code /runs} does for a run it
 * does for a job too: its logs, its cancel.
 */
interface JobOperations {
    /**
     * Starts a job.
     *
     * <p>The body, YAML or JSON, has {@code jobName} and {@code image}, and may have {@code command}, {@code args},
     * {@code env}, {@code timeOut}, {@code inputBucket}, {@code outputBucket}, {@code maxRetries} and {@code namespace}; in the
     * place of {@code image} and its siblings it may have {@code containers}, as Kubernetes writes them. All of its mistakes
     * are told at once, each with its place. Without a body the job that the starter is configured with is started.
     *
     * @param request its body; its {@code Idempotency-Key} header, as {@code POST /runs} takes it: the keys of the two are
     *     told apart; its query: {@code wait} (how long to wait for the job's end at most, up to {@code 60s}),
     *     {@code dryRun} (nothing is started, as with {@code POST /runs})
     * @return 200 with {@code Location}, where the job has ended within {@code wait}: as {@code GET /jobs/{id}} shows it, or with
     *     {@code dryRun}: as it would be;
     *     202 with {@code Location}; 400 {@code syntax_error}, {@code query_parameter_invalid} or
     *     {@code idempotency_key_invalid}; 409
     *     {@code no_default_job} or {@code run_forgotten}; 413; 415; 422 {@code job_invalid} or {@code idempotency_key_reused}; 503
     *     {@code worker_unavailable} with {@code dryRun}, {@code archive_unavailable}, {@code temporal_unavailable}
     */
    HttpResponse<?> submit(HttpRequest<byte[]> request);

    /**
     * Starts a job by time: makes a schedule of it. The same one again changes nothing.
     *
     * <p>The fields of the job stand beside those of the schedule, as with {@code POST /scheduled}, which does the same; where
     * none is there, the job that the starter is configured with is meant. Each job is a run whose id begins with
     * {@code job.} and the id of the schedule.
     *
     * @param request its body: {@code {"cron": "0 6 * * *"}}, or another time, what docs/schedules.md lists, and a job as
     *     {@code POST /jobs} takes it; {@code id} is the job's name if left out
     * @return 201 with {@code Location}, under {@code /scheduled}; 400 {@code syntax_error}; 409 {@code schedule_exists}; 413;
     *     415; 422 {@code schedule_invalid}, also where there is neither a job nor a configured one; 503
     */
    HttpResponse<ScheduleDetail> schedule(HttpRequest<byte[]> request);

    /**
     * Lists jobs, as {@code GET /runs} lists runs, among which they are as well.
     *
     * @param request its query: {@code status}, {@code name} (the job's exact name), {@code limit} (1 to 200, 50 if left
     *     out), {@code cursor} ({@code next} of the page before)
     * @return 200; 400 {@code query_parameter_invalid}; 503
     */
    JobPage list(HttpRequest<?> request);

    /**
     * Counts runs that have ended, and retries, as the archive has them: those of jobs and of all other pipelines.
     *
     * @param request its query: {@code since} (a time with its offset, or how far back, such as {@code 24h}; from the
     *     beginning if left out), {@code by=pipeline} for a count of each pipeline
     * @return 200; 400 {@code query_parameter_invalid}; 503 {@code archive_unavailable}, also where none is configured
     */
    HttpResponse<?> stats(HttpRequest<?> request);

    /**
     * Shows a job, as {@code GET /runs/{id}} shows a run.
     *
     * @return 200; 404 {@code run_not_found}, also where the run is no job; 503
     */
    RunDetail show(String id);

    /**
     * Refuses to change a job, which runs once.
     *
     * @return 409 {@code job_immutable}
     */
    HttpResponse<?> replace(String id);

    /**
     * Refuses to change a job, which runs once.
     *
     * @return 409 {@code job_immutable}
     */
    HttpResponse<?> change(String id);
}
