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
     *     {@code logs_unavailable} or {@code temporal_unavailable}
     */
    HttpResponse<Publisher<byte[]>> logs(String id, String step, HttpRequest<?> request);

    /**
     * The lines of a step's log in which something is found, in their order, as far as they are written now.
     *
     * <p>An answer may hold fewer lines than {@code limit}, or none, and say where to go on: a call looks for five seconds
     * and for so many lines.
     *
     * @param request its query: {@code pattern} (what is looked for in each line: a text, of at most 1,000 characters),
     *     {@code regex} (the pattern is a regular expression, in RE2's syntax), {@code ignoreCase} (capitals are not told from
     *     small letters), {@code attempt} (a number, or {@code all} in their order; the latest if left out), {@code limit} (1
     *     to 200 lines, 50 if left out), {@code cursor} ({@code next} of the answer before, with the same query)
     * @return 200; 400 {@code query_parameter_invalid}, where the pattern or the cursor is wrong with its place in
     *     {@code errors}; 404 {@code run_not_found}, {@code step_not_found}, {@code attempt_not_found},
     *     {@code log_not_started} or {@code log_not_found}; 503 {@code logs_unavailable} or {@code temporal_unavailable}
     */
    LogMatches search(String id, String step, HttpRequest<?> request);
}
