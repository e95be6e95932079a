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
     * changes. {@code log}, which is told on wish and has none either, is what its steps write.
     *
     * @param request its query: {@code after} (the id of the last event that was seen, in the place of the header),
     *     {@code tail} (1 to 1000: how many of the newest lines of the log are told at a time; none if left out); its
     *     header {@code Last-Event-ID} (the id of the last event that was seen)
     * @return 200 {@code text/event-stream}; 204 where the run has ended and its last event was seen; 400
     *     {@code query_parameter_invalid}; 404 {@code run_not_found}; 503
     */
    HttpResponse<Publisher<Event<?>>> events(String id, HttpRequest<?> request);
}
