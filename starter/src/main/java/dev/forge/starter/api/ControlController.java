package dev.forge.starter.api;

import dev.forge.contract.workflow.RunControl.Changed;
import dev.forge.starter.run.RunControlling;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Control of open runs over HTTP. What is in the bodies, but that it is JSON, the run itself judges. */
@Controller("/runs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ControlController implements ControlOperations {
    private static final byte[] NO_BODY = {};

    private final RunControlling controlling;

    ControlController(RunControlling controlling) {
        this.controlling = controlling;
    }

    @Override
    @Post("/pause")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Controlled> pause(String id, HttpRequest<byte[]> request) {
        String json = json(request, "send {\"reason\": \"a sentence\"}, or no body");
        return HttpResponse.accepted().body(Controlled.of(id, controlling.pause(id, json)));
    }

    @Override
    @Post("/continue")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Controlled> goOn(String id, HttpRequest<byte[]> request) {
        String json = json(request, "send {\"from\": \"a step\"}, or no body");
        return HttpResponse.accepted().body(Controlled.of(id, controlling.goOn(id, json)));
    }

    @Override
    @Patch("/steps/{step}")
    @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
    public StepChanged change(String id, String step, HttpRequest<byte[]> request) {
        String json = json(request, "send the fields to change, such as {\"timeout\": \"1h\"}");
        Changed changed = controlling.change(id, step, json);
        return new StepChanged(id, step, changed.state(), changed.fields(), Links.of(id));
    }

    private static String json(HttpRequest<byte[]> request, String advice) {
        String text =
                JsonBody.readIfAny(request.getBody().orElse(NO_BODY), advice).text();
        return text.isBlank() ? "{}" : text;
    }
}
