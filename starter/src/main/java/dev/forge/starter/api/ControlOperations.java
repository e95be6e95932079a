package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/**
 * Calls that pause and continue open runs, and change their steps. Each is an Update of the run's workflow: a worker must
 * be up. Sent again while nothing has happened in the run, a call is the same Update, which is made once. And the call that
 * does a run once more, which is a submission.
 */
interface ControlOperations {
    /**
     * Has a run begin nothing more. What runs goes on to its end; then the run is PAUSED, until it is continued or
     * canceled.
     *
     * @param request its body: none, or {@code {"reason": "a sentence"}}
     * @return 202, also when it was paused before; 404 {@code run_not_found}; 409 {@code run_ended}, {@code run_canceling};
     *     422 {@code pause_invalid}; 503
     */
    HttpResponse<Controlled> pause(String id, HttpRequest<byte[]> request);

    /**
     * Has a run go on: a PAUSED one where it was, a HELD one with the step that was given up, or with the earlier step
     * {@code from}, after which all later ones run again. A closed one goes on likewise, by a new execution under its id, with
     * the first step that has not succeeded, as long as its workspace is there; one that has succeeded only with
     * {@code from}. Attempts count on; retries and disruptions begin anew.
     *
     * @param request its body: none, or {@code {"from": "monthly"}}
     * @return 202; 404 {@code run_not_found}; 409 {@code run_not_paused}, {@code workspace_removed}, {@code run_forgotten},
     *     {@code run_ended} where it is only keeping its end, {@code run_canceling}; 422 {@code continue_invalid}; 503
     */
    HttpResponse<Controlled> goOn(String id, HttpRequest<byte[]> request);

    /**
     * Changes a step that has not succeeded and does not run now, before its next attempt. A run that has FAILED is HELD
     * first, in a new execution under its id, until it is continued.
     *
     * @param request its body: {@code {"timeout": "1h"}}, a merge of {@code image}, {@code command}, {@code args}, {@code env}, {@code resources},
     *     {@code timeout} as a pipeline file has them, in which null removes
     * @return 200 with what is other now; 404 {@code run_not_found}, {@code step_not_found}; 409 {@code step_running},
     *     {@code step_succeeded}, {@code run_ended}, {@code run_canceling}, {@code workspace_removed}, {@code run_forgotten};
     *     422 {@code change_invalid} with all mistakes; 503
     */
    StepChanged change(String id, String step, HttpRequest<byte[]> request);

    /**
     * Does once more what a run was asked to do, as a new run under a new id, whatever has become of the first: the same
     * pipeline in the same version, source, sink, parameters and labels. What was changed of the first run's steps is not in
     * it. It begins with its source, in a workspace of its own. No worker is needed.
     *
     * @param request its body: none; its {@code Idempotency-Key} header: as that of a submission. One that has started a run
     *     otherwise, or the rerun of another, is refused
     * @return 202 with {@code Location}; 400 {@code idempotency_key_invalid}; 404 {@code run_not_found}; 409
     *     {@code run_forgotten} where only the archive knows the run; 422 {@code run_request_invalid} where the run was
     *     asked for with mistakes, or something is sent, and {@code idempotency_key_reused}; 503
     */
    HttpResponse<Submitted> rerun(String id, HttpRequest<byte[]> request);
}
