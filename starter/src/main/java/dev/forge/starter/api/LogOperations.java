package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import org.reactivestreams.Publisher;

/** Calls that read what steps have written. */
interface LogOperations {
    /**
     * The log of a step, byte for byte as the container wrote it, stdout and stderr interleaved.
     *
     * @param request its query: {@code attempt} (a number, or {@code all} in their order; the latest if left out),
     *     {@code follow} (go on until the step has ended, through its further attempts; where a number is given, until
     *     that attempt has ended), {@code tail} (the last so many lines)
     * @return 200 {@code text/plain} with {@code Forge-Attempt}, the number of the attempt that the first bytes are of;
     *     400 {@code query_parameter_invalid}; 404 {@code run_not_found}, {@code step_not_found},
     *     {@code attempt_not_found}, {@code log_not_started} (with {@code follow} only where it never will) or
     *     {@code log_not_found}; 503
     */
    HttpResponse<Publisher<byte[]>> logs(String id, String step, HttpRequest<?> request);
}
