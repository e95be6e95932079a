package dev.forge.starter.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.starter.schedule.ScheduleChanging;
import dev.forge.starter.schedule.ScheduleReading;
import dev.forge.starter.schedule.ScheduleSteering;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Instant;
import java.util.List;

/** {@code /schedules} over HTTP. */
@Controller("/schedules")
@ExecuteOn(TaskExecutors.BLOCKING)
class ScheduleController implements ScheduleOperations {
    private static final byte[] NO_BODY = {};
    private static final int DEFAULT_LIMIT = 20;
    private static final int LARGEST_LIMIT = 50;
    private static final String RUN = "run";
    private static final String EXAMPLE =
            "send {\"id\": \"nightly\", \"cron\": \"0 6 * * *\", \"timeZone\": \"Europe/Berlin\", \"run\": {…}}";

    private final ScheduleReading reading;
    private final ScheduleChanging changing;
    private final ScheduleSteering steering;

    ScheduleController(ScheduleReading reading, ScheduleChanging changing, ScheduleSteering steering) {
        this.reading = reading;
        this.changing = changing;
        this.steering = steering;
    }

    @Override
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> create(HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), EXAMPLE);
        return created(changing.create(body.fields(), body.source(RUN)));
    }

    @Override
    @Get
    public SchedulePage list(HttpRequest<?> request) {
        QueryParameters query = new QueryParameters(request.getParameters(), List.of("limit", "cursor"));
        int limit = query.number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
        return SchedulePage.of(reading.list(limit, query.text("cursor")));
    }

    @Override
    @Get("/{id}")
    public ScheduleDetail show(String id) {
        return ScheduleDetail.of(reading.find(id));
    }

    @Override
    @Put("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> replace(String id, HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), EXAMPLE);
        return changing.replace(id, body.fields(), body.source(RUN)) ? created(id) : HttpResponse.ok(show(id));
    }

    @Override
    @Patch("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public ScheduleDetail change(String id, HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), "send the fields to change, such as {\"cron\": \"0 7 * * *\"}");
        changing.change(id, body.fields(), body.source(RUN));
        return show(id);
    }

    @Override
    @Delete("/{id}")
    public HttpResponse<?> delete(String id) {
        changing.delete(id);
        return HttpResponse.noContent();
    }

    @Override
    @Post("/{id}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleDetail pause(String id, HttpRequest<byte[]> request) {
        steering.pause(id, noted(request));
        return show(id);
    }

    @Override
    @Post("/{id}/unpause")
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleDetail unpause(String id, HttpRequest<byte[]> request) {
        steering.unpause(id, noted(request));
        return show(id);
    }

    @Override
    @Post("/{id}/trigger")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> trigger(String id, HttpRequest<byte[]> request) {
        steering.trigger(
                id,
                JsonBody.readIfAny(sent(request), "send {\"overlap\": \"allowAll\"}, or no body")
                        .fields());
        return HttpResponse.accepted().body(show(id));
    }

    @Override
    @Post("/{id}/backfill")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Backfilled> backfill(String id, HttpRequest<byte[]> request) {
        String example = "send {\"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-08T00:00:00Z\"}";
        List<Instant> times =
                steering.backfill(id, JsonBody.read(sent(request), example).fields());
        return HttpResponse.accepted().body(new Backfilled(times, show(id)));
    }

    private HttpResponse<ScheduleDetail> created(String id) {
        return HttpResponse.created(show(id)).header(HttpHeaders.LOCATION, Links.schedule(id));
    }

    private static ObjectNode noted(HttpRequest<byte[]> request) {
        return JsonBody.readIfAny(sent(request), "send {\"note\": \"why\"}, or no body")
                .fields();
    }

    private static byte[] sent(HttpRequest<byte[]> request) {
        return request.getBody().orElse(NO_BODY);
    }
}
