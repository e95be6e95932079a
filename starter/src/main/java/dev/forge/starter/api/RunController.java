package dev.forge.starter.api;

import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.run.RunState;
import dev.forge.starter.body.RunBody;
import dev.forge.starter.run.RunCanceling;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunList;
import dev.forge.starter.run.RunPreviews;
import dev.forge.starter.run.RunSubmission;
import dev.forge.starter.run.RunSubmission.Accepted;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/** {@code /runs} over HTTP. */
@Controller("/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
class RunController implements RunOperations {
    private static final byte[] NO_BODY = {};

    private final RunSubmission submission;
    private final RunPreviews previews;
    private final RunList list;
    private final RunAnswers answers;
    private final RunCanceling canceling;

    RunController(
            RunSubmission submission, RunPreviews previews, RunList list, RunAnswers answers, RunCanceling canceling) {
        this.submission = submission;
        this.previews = previews;
        this.list = list;
        this.answers = answers;
        this.canceling = canceling;
    }

    @Override
    @Post
    @Consumes({
        MediaType.APPLICATION_JSON,
        Representation.APPLICATION_YAML,
        Representation.APPLICATION_X_YAML,
        Representation.TEXT_YAML,
        Representation.TEXT_X_YAML,
        Representation.TEXT_VND_YAML
    })
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {RunDetail.class, RunPreview.class})))
    @ApiResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Submitted.class)))
    public HttpResponse<?> submit(HttpRequest<byte[]> request) {
        SubmitQuery query = SubmitQuery.of(request.getParameters());
        RunRequest run = RunBody.read(request.getBody().orElse(NO_BODY));
        if (query.dryRun()) {
            return HttpResponse.ok(RunPreview.of(previews.of(RunKind.RUN, run)));
        }
        Accepted accepted = IdempotencyKey.of(request.getHeaders())
                .map(key -> submission.submitOnce(RunKind.RUN, run, key))
                .orElseGet(() -> submission.submit(RunKind.RUN, run));
        return answers.endedRun(accepted.id(), query.await())
                .<MutableHttpResponse<?>>map(HttpResponse::ok)
                .orElseGet(() -> HttpResponse.accepted().body(Submitted.of(accepted)))
                .header(HttpHeaders.LOCATION, Links.run(accepted.id()));
    }

    @Override
    @Get
    public RunPage list(HttpRequest<?> request) {
        RunQuery query = RunQuery.of(request.getParameters());
        return RunPage.of(query.cursor()
                .map(cursor -> list.after(cursor, query.filter(), query.limit()))
                .orElseGet(() -> list.first(query.filter(), query.limit())));
    }

    @Override
    @Get("/{id}")
    public RunDetail show(String id) {
        return answers.run(id);
    }

    @Override
    @Post("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Canceling> cancel(String id, HttpRequest<byte[]> request) {
        canceling.cancel(id, CancelBody.reason(request.getBody().orElse(NO_BODY)));
        return HttpResponse.accepted().body(new Canceling(id, RunState.CANCELING, Links.of(id)));
    }
}
