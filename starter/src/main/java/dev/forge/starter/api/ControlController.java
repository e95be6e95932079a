package dev.forge.starter.api;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.RunControl.Changed;
import dev.forge.starter.body.JsonBody;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.run.Rerunning;
import dev.forge.starter.run.RunControlling;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunSubmission.Accepted;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** Control of open runs, and reruns, over HTTP. What is in the bodies, but that it is JSON, the run itself judges. */
@Controller("/runs/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
class ControlController implements ControlOperations {
    private static final byte[] NO_BODY = {};

    private final RunControlling controlling;
    private final Rerunning rerunning;

    ControlController(RunControlling controlling, Rerunning rerunning) {
        this.controlling = controlling;
        this.rerunning = rerunning;
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

    @Override
    @Post("/rerun")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Submitted> rerun(String id, HttpRequest<byte[]> request) {
        checkNothingSent(request.getBody().orElse(NO_BODY));
        Accepted accepted = IdempotencyKey.of(request.getHeaders())
                .map(key -> rerunning.rerunOnce(id, key))
                .orElseGet(() -> rerunning.rerun(id));
        String there = RunKind.of(id) == RunKind.JOB ? Links.job(accepted.id()) : Links.run(accepted.id());
        return HttpResponse.<Submitted>accepted()
                .header(HttpHeaders.LOCATION, there)
                .body(Submitted.of(accepted));
    }

    /** Whoever sends something wants it to be heeded. */
    private static void checkNothingSent(byte[] body) {
        List<Problem> fields = JsonBody.readIfAny(body, "send no body").fields().properties().stream()
                .map(field -> Problem.of(
                        "/" + field.getKey(),
                        "a rerun is the same run once more, and takes nothing",
                        "send no body; what is to differ goes by POST /runs"))
                .toList();
        if (!fields.isEmpty()) {
            throw Refusal.ofAll(ProblemCode.RUN_REQUEST_INVALID, fields);
        }
    }

    private static String json(HttpRequest<byte[]> request, String advice) {
        String text =
                JsonBody.readIfAny(request.getBody().orElse(NO_BODY), advice).text();
        return text.isBlank() ? "{}" : text;
    }
}
