package dev.forge.starter.api;

import dev.forge.starter.api.ScheduleCalls.Door;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;

/** The calls about schedules over HTTP, below the path of a door. */
abstract class ScheduleRoutes implements ScheduleOperations {
    private final ScheduleCalls calls;
    private final Door door;

    ScheduleRoutes(ScheduleCalls calls, Door door) {
        this.calls = calls;
        this.door = door;
    }

    @Override
    @Post
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> create(HttpRequest<byte[]> request) {
        return calls.create(door, request);
    }

    @Override
    @Get
    public SchedulePage list(HttpRequest<?> request) {
        return calls.list(door, request);
    }

    @Override
    @Get("/{id}")
    public ScheduleDetail show(String id) {
        return calls.show(door, id);
    }

    @Override
    @Put("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> replace(String id, HttpRequest<byte[]> request) {
        return calls.replace(door, id, request);
    }

    @Override
    @Patch("/{id}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public ScheduleDetail change(String id, HttpRequest<byte[]> request) {
        return calls.change(door, id, request);
    }

    @Override
    @Delete("/{id}")
    public HttpResponse<?> delete(String id) {
        return calls.delete(id);
    }

    @Override
    @Post("/{id}/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleDetail pause(String id, HttpRequest<byte[]> request) {
        return calls.pause(door, id, request);
    }

    @Override
    @Post("/{id}/unpause")
    @Consumes(MediaType.APPLICATION_JSON)
    public ScheduleDetail unpause(String id, HttpRequest<byte[]> request) {
        return calls.unpause(door, id, request);
    }

    @Override
    @Post("/{id}/trigger")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> trigger(String id, HttpRequest<byte[]> request) {
        return calls.trigger(door, id, request);
    }

    @Override
    @Post("/{id}/backfill")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Backfilled> backfill(String id, HttpRequest<byte[]> request) {
        return calls.backfill(door, id, request);
    }
}
