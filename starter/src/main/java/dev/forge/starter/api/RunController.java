package dev.forge.starter.api;

import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.run.RunState;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunCanceling;
import dev.forge.starter.run.RunKind;
import dev.forge.starter.run.RunList;
import dev.forge.starter.run.RunReading;
import dev.forge.starter.run.RunSubmission;
import dev.forge.starter.run.RunSubmission.Accepted;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /runs} over HTTP. */
@Controller("/runs")
@ExecuteOn(TaskExecutors.BLOCKING)
class RunController implements RunOperations {
    private static final byte[] NO_BODY = {};

    private final RunSubmission submission;
    private final RunList list;
    private final RunReading reading;
    private final RunCanceling canceling;
    private final TemporalPages pages;

    RunController(
            RunSubmission submission, RunList list, RunReading reading, RunCanceling canceling, TemporalPages pages) {
        this.submission = submission;
        this.list = list;
        this.reading = reading;
        this.canceling = canceling;
        this.pages = pages;
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
    public HttpResponse<Submitted> submit(HttpRequest<byte[]> request) {
        RunRequest run = RunBody.read(request.getBody().orElse(NO_BODY));
        Accepted accepted = IdempotencyKey.of(request.getHeaders())
                .map(key -> submission.submitOnce(RunKind.RUN, run, key))
                .orElseGet(() -> submission.submit(RunKind.RUN, run));
        return HttpResponse.<Submitted>accepted()
                .header(HttpHeaders.LOCATION, Links.run(accepted.id()))
                .body(Submitted.of(accepted));
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
        FoundRun run = reading.find(id);
        return RunDetail.of(run, pages.of(run), Links.of(id));
    }

    @Override
    @Post("/{id}/cancel")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<Canceling> cancel(String id, HttpRequest<byte[]> request) {
        canceling.cancel(id, CancelBody.reason(request.getBody().orElse(NO_BODY)));
        return HttpResponse.accepted().body(new Canceling(id, RunState.CANCELING, Links.of(id)));
    }
}
