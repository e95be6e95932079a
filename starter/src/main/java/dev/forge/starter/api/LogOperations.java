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
     *     that attempt has ended), {@code tail} (the last so many lines), {@code since} (a time with its offset, or how far
     *     back, such as {@code 10m}: from the first part on that was stored then or later); its {@code Range} header: one
     *     range of bytes of what the query asks for, such as {@code bytes=0-999}, {@code bytes=1000-} or
     *     {@code bytes=-1000}; without effect beside {@code follow}
     * @return 200 {@code text/plain} with {@code Forge-Attempt}, the number of the attempt that the first bytes are of, and
     *     {@code Accept-Ranges};
     *     206 with {@code Content-Range}, where there is a range;
     *     400 {@code query_parameter_invalid} or {@code range_invalid}; 404 {@code run_not_found}, {@code step_not_found},
     *     {@code attempt_not_found}, {@code log_not_started} (with {@code follow} only where it never will) or
     *     {@code log_not_found}; 416 {@code range_not_satisfiable} with {@code Content-Range}, which tells the length; 503
     */
    HttpResponse<Publisher<byte[]>> logs(String id, String step, HttpRequest<?> request);
}
