package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/** Calls that submit, list, show and cancel runs. */
interface RunOperations {
    /**
     * Submits a run.
     *
     * <p>The body, YAML or JSON, is a run request, which has {@code pipeline} (a name, or a pipeline itself), and may
     * have {@code version}, {@code source}, {@code sink}, {@code parameters} and {@code labels}; or it is a pipeline
     * file, which has {@code modules}. All of its mistakes are told at once, each with its place. A pipeline that is
     * named is looked up by the run itself, which ends as FAILED where that, or a parameter of it, is wrong.
     * The answer comes when Temporal has the run, and does not wait for any of its steps; with {@code wait} it comes when the
     * run has ended, if that is in time. With {@code dryRun} nothing is started or kept: a worker resolves the request as it
     * would for a run, and tells what each step would launch.
     *
     * <p>With an {@code Idempotency-Key}, the same call may be sent again, and by any number of clients at once:
     * together they make one run, and each gets its {@code Location}, also when it has ended. The archive remembers the
     * key for a configured time; where there is none, Temporal does for as long as it keeps the run. A body that says the
     * same thing in other words (JSON for YAML, fields in another order) is the same.
     *
     * @param request its body: at most 1 MiB of UTF-8; its {@code Idempotency-Key} header: 1 to 255 printable ASCII
     *     characters; its query: {@code wait} (how long to wait for the run's end at most, up to {@code 60s}),
     *     {@code dryRun}
     * @return 200 with {@code Location}, where the run has ended within {@code wait}: as {@code GET /runs/{id}} shows it, or with
     *     {@code dryRun}: as it would be;
     *     202 with {@code Location}; 400 {@code syntax_error}, {@code query_parameter_invalid} or
     *     {@code idempotency_key_invalid}; 409
     *     {@code run_forgotten}; 413; 415; 422
     *     {@code pipeline_invalid}, {@code run_request_invalid}, or {@code idempotency_key_reused} where the key belongs
     *     to another request; 503 {@code worker_unavailable} with {@code dryRun}, {@code archive_unavailable} also where there is
     *     a key and an archive that does not answer, {@code temporal_unavailable}
     */
    HttpResponse<?> submit(HttpRequest<byte[]> request);

    /**
     * Lists runs: the open ones first, the newest before the older; then those that have ended, the last to end first.
     *
     * <p>A run appears a moment after its submission. Nothing is left out but what the query says; page by page, each is there
     * once. A page may hold fewer than asked for, or none, before the last.
     *
     * @param request its query: {@code status} (states of a run, with commas or several times: any of them),
     *     {@code pipeline} (its exact name), {@code label} ({@code name=value}; several times: all of them),
     *     {@code startedAfter} (then or later) and {@code startedBefore}, as RFC 3339 has times, {@code minDuration} and
     *     {@code maxDuration} of those that have ended ({@code 90s}, {@code 1h30m}), {@code text} (in the id or a label's
     *     value), {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page before, with the same
     *     filters)
     * @return 200; 400 {@code query_parameter_invalid}; 503
     */
    RunPage list(HttpRequest<?> request);

    /**
     * Shows a run with its steps, their attempts and why it waits or failed.
     *
     * <p>While no worker answers, what Temporal itself knows is shown, and {@code reason} says so.
     *
     * @return 200; 404 {@code run_not_found}; 503
     */
    RunDetail show(String id);

    /**
     * Asks a run to cancel itself. It is CANCELED when nothing of it runs any more, and CANCELING until then.
     *
     * @param request its body: none, or {@code {"reason": "a sentence"}}
     * @return 202, also when it was asked before; 404 {@code run_not_found}; 409 {@code run_ended}; 422
     *     {@code cancel_invalid}; 503
     */
    HttpResponse<Canceling> cancel(String id, HttpRequest<byte[]> request);
}
