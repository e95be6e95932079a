package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;

/** Calls that look at what modules have left as results. */
interface ResultOperations {
    /**
     * Lists values out of the results that modules have left, those of the newest results first.
     *
     * <p>A path is a JSON Pointer, such as {@code /days/0/rain}, or its keys with dots between them, such as
     * {@code days.0.rain}; {@code *} stands for each item of a list or an object, and gives a row each. A result that has
     * nothing at the path is left out. A condition is a path, one of {@code =}, {@code !=}, {@code <}, {@code <=}, {@code >}
     * and {@code >=}, and a value; a path alone asks whether something is there. A page of large values ends before its
     * limit.
     *
     * @param request its query: {@code pipeline} (its name), {@code path} (into the results; the whole result if left out),
     *     {@code where} (a condition such as {@code /count>3} or {@code /kind="changed"}, on the whole result, or, where it
     *     begins with {@code @}, on the value at the path; may be repeated, and all must be true), {@code run} (its id),
     *     {@code step} (its name), {@code name} (the file), {@code since} (kept then or later: a time with its offset, or how
     *     far back, such as {@code 24h}), {@code until} (kept earlier than that), {@code status} (how the run has ended,
     *     several with commas), {@code format} ({@code csv} or {@code json}; the Accept header decides if left out),
     *     {@code limit} (1 to 200, 50 if left out), {@code cursor} ({@code next} of the page before, with the same query)
     * @return 200, as {@code application/json}, or as {@code text/csv} with a {@code Link} to the next page; 400
     *     {@code query_parameter_invalid}, where a path or a condition is wrong with its place in {@code errors}; 406
     *     {@code not_acceptable}; 503 {@code archive_unavailable}
     */
    HttpResponse<?> list(HttpRequest<?> request);

    /**
     * Compares the results of two runs: each file that both have under the same step and name, objects by their keys and
     * lists by their places.
     *
     * @param request its query: {@code run} (the one run), {@code with} (the other one), {@code step} (its results alone),
     *     {@code name} (that file alone)
     * @return 200; 400 {@code query_parameter_invalid}, also where there is too much to compare at once; 404
     *     {@code result_not_found}, where one of them has no such results; 503 {@code archive_unavailable}
     */
    ComparedResults compare(HttpRequest<?> request);
}
