package dev.forge.starter.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.starter.body.JsonBody;
import dev.forge.starter.schedule.KeptSchedule;
import dev.forge.starter.schedule.ScheduleChanging;
import dev.forge.starter.schedule.ScheduleReading;
import dev.forge.starter.schedule.ScheduleSteering;
import dev.forge.starter.schedule.WantedJob;
import dev.forge.starter.schedule.WantedRun;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the calls about schedules do, by whichever of the doors they come in. */
@Singleton
class ScheduleCalls {
    private static final byte[] NO_BODY = {};
    private static final int DEFAULT_LIMIT = 20;
    private static final int LARGEST_LIMIT = 50;

    private final ScheduleReading reading;
    private final ScheduleChanging changing;
    private final ScheduleSteering steering;

    ScheduleCalls(ScheduleReading reading, ScheduleChanging changing, ScheduleSteering steering) {
        this.reading = reading;
        this.changing = changing;
        this.steering = steering;
    }

    /**
     * One of the doors.
     *
     * @param path on this server
     * @param example what to send, for one who has sent what cannot be read
     * @param run what a body says of what is to be started
     */
    record Door(String path, String example, Function<JsonBody, WantedRun> run) {}

    /** The door of jobs, by which a body without one means {@code otherwise}. */
    static Door ofJobs(Optional<JobRequest> otherwise) {
        return new Door(
                WantedJob.DOOR,
                "send {\"jobName\": \"sweep\", \"image\": \"sweep:1\", \"cron\": \"0 6 * * *\"}",
                body -> WantedJob.of(body.fields(), body.text(), otherwise));
    }

    HttpResponse<ScheduleDetail> create(Door door, HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), door.example());
        return created(door, changing.create(body.fields(), door.run().apply(body)));
    }

    SchedulePage list(Door door, HttpRequest<?> request) {
        QueryParameters query = new QueryParameters(request.getParameters(), List.of("limit", "cursor"));
        int limit = query.number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
        return SchedulePage.of(reading.list(limit, query.text("cursor")), door.path());
    }

    ScheduleDetail show(Door door, String id) {
        return ScheduleDetail.of(reading.find(id), door.path());
    }

    HttpResponse<ScheduleDetail> replace(Door door, String id, HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), door.example());
        KeptSchedule kept = changing.replace(id, body.fields(), door.run().apply(body));
        return kept.isNew() ? created(door, kept) : HttpResponse.ok(shown(door, kept));
    }

    ScheduleDetail change(Door door, String id, HttpRequest<byte[]> request) {
        JsonBody body = JsonBody.read(sent(request), "send the fields to change, such as {\"cron\": \"0 7 * * *\"}");
        return shown(door, changing.change(id, body.fields(), door.run().apply(body)));
    }

    HttpResponse<?> delete(String id) {
        changing.delete(id);
        return HttpResponse.noContent();
    }

    ScheduleDetail pause(Door door, String id, HttpRequest<byte[]> request) {
        steering.pause(id, noted(request));
        return show(door, id);
    }

    ScheduleDetail unpause(Door door, String id, HttpRequest<byte[]> request) {
        steering.unpause(id, noted(request));
        return show(door, id);
    }

    HttpResponse<ScheduleDetail> trigger(Door door, String id, HttpRequest<byte[]> request) {
        steering.trigger(
                id,
                JsonBody.readIfAny(sent(request), "send {\"overlap\": \"allowAll\"}, or no body")
                        .fields(),
                IdempotencyKey.of(request.getHeaders()));
        return HttpResponse.accepted().body(show(door, id));
    }

    HttpResponse<Backfilled> backfill(Door door, String id, HttpRequest<byte[]> request) {
        String example = "send {\"from\": \"2026-11-01T00:00:00Z\", \"to\": \"2026-11-08T00:00:00Z\"}";
        List<Instant> times = steering.backfill(
                id, JsonBody.read(sent(request), example).fields(), IdempotencyKey.of(request.getHeaders()));
        return HttpResponse.accepted().body(new Backfilled(times, show(door, id)));
    }

    private HttpResponse<ScheduleDetail> created(Door door, KeptSchedule kept) {
        return HttpResponse.created(shown(door, kept))
                .header(HttpHeaders.LOCATION, Links.schedule(door.path(), kept.id()));
    }

    private ScheduleDetail shown(Door door, KeptSchedule kept) {
        return ScheduleDetail.of(reading.find(kept.id()), door.path(), kept.notes());
    }

    private static ObjectNode noted(HttpRequest<byte[]> request) {
        return JsonBody.readIfAny(sent(request), "send {\"note\": \"why\"}, or no body")
                .fields();
    }

    private static byte[] sent(HttpRequest<byte[]> request) {
        return request.getBody().orElse(NO_BODY);
    }
}
