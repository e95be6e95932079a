package dev.forge.starter.api;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.sse.Event;
import org.reactivestreams.Publisher;

/** Calls that tell what happens to runs. */
interface EventOperations {
    /**
     * What has happened to a run and what happens to it, as server-sent events, until it has ended.
     *
     * <p>Each event that stays true has an id: {@code run-started}, {@code attempt-launched}, {@code attempt-started},
     * {@code attempt-ended}, {@code run-ended}. Whoever comes back with the last one that was seen gets those after it,
     * none twice. {@code now} has no id: it tells the state of an open run and why it waits, at first and whenever that
     * changes.
     *
     * @param request its header {@code Last-Event-ID}, or its query {@code after} in the place of that: the id of the
     *     last event that was seen
     * @return 200 {@code text/event-stream}; 204 where the run has ended and its last event was seen; 400
     *     {@code query_parameter_invalid}; 404 {@code run_not_found}; 503
     */
    HttpResponse<Publisher<Event<?>>> events(String id, HttpRequest<?> request);
}
