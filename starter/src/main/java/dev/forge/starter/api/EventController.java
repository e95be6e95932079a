package dev.forge.starter.api;

import dev.forge.starter.event.EventId;
import dev.forge.starter.event.EventPublisher;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** {@code /runs/{id}/events} over HTTP. */
@Controller("/runs/{id}/events")
@ExecuteOn(TaskExecutors.BLOCKING)
class EventController implements EventOperations {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    /** More than a screen shows; who wants all of a log follows that. */
    private static final int LONGEST_TAIL = 1_000;

    private final EventPublisher events;

    EventController(EventPublisher events) {
        this.events = events;
    }

    @Override
    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public HttpResponse<Publisher<Event<?>>> events(String id, HttpRequest<?> request) {
        QueryParameters query = new QueryParameters(request.getParameters(), List.of("after", "tail"));
        Optional<Publisher<Event<?>>> stream =
                events.publish(id, seen(request, query), query.number("tail", 1, LONGEST_TAIL));
        return stream.map(body -> HttpResponse.ok(body).header(HttpHeaders.CACHE_CONTROL, "no-cache"))
                .orElseGet(HttpResponse::noContent);
    }

    /** A browser that comes back sends the header, to the address that it had at first. */
    private static Optional<EventId> seen(HttpRequest<?> request, QueryParameters query) {
        Optional<EventId> after = query.text("after").map(text -> parsed("query parameter after", text));
        return Optional.ofNullable(request.getHeaders().get(LAST_EVENT_ID))
                .filter(text -> !text.isEmpty())
                .map(text -> parsed("header " + LAST_EVENT_ID, text))
                .or(() -> after);
    }

    private static EventId parsed(String where, String text) {
        return EventId.parse(text)
                .orElseThrow(() -> QueryParameters.refused("The " + where + " is \"" + text
                        + "\": give the id of an event of this run, or leave it out to begin at the first."));
    }
}
