package dev.forge.starter.api;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Runs;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.body.JobBody;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
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
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Optional;

/** {@code /jobs} over HTTP. */
@Controller("/jobs")
@ExecuteOn(TaskExecutors.BLOCKING)
class JobController implements JobOperations {
    private static final byte[] NO_BODY = {};

    private final RunSubmission submission;
    private final RunPreviews previews;
    private final RunList list;
    private final RunAnswers answers;
    private final Runs archived;
    private final Optional<JobRequest> defaultJob;
    private final ScheduleCalls schedules;
    private final Clock clock;

    JobController(
            RunSubmission submission,
            RunPreviews previews,
            RunList list,
            RunAnswers answers,
            Archive archive,
            ScheduleCalls schedules,
            StarterSettings settings,
            Clock clock) {
        this.submission = submission;
        this.previews = previews;
        this.list = list;
        this.answers = answers;
        this.archived = archive.runs();
        this.schedules = schedules;
        this.defaultJob = settings.defaultJob();
        this.clock = clock;
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
                            schema = @Schema(implementation = JobSubmitted.class)))
    public HttpResponse<?> submit(HttpRequest<byte[]> request) {
        SubmitQuery query = SubmitQuery.of(request.getParameters());
        JobRequest job = JobBody.read(request.getBody().orElse(NO_BODY))
                .or(() -> defaultJob)
                .orElseThrow(JobController::noDefaultJob);
        if (query.dryRun()) {
            return HttpResponse.ok(RunPreview.of(previews.of(RunKind.JOB, job.run())));
        }
        Accepted accepted = IdempotencyKey.of(request.getHeaders())
                .map(key -> submission.submitOnce(RunKind.JOB, job.run(), key))
                .orElseGet(() -> submission.submit(RunKind.JOB, job.run()));
        return answers.endedJob(accepted.id(), query.await())
                .<MutableHttpResponse<?>>map(HttpResponse::ok)
                .orElseGet(() -> HttpResponse.accepted().body(JobSubmitted.of(accepted, job.notes())))
                .header(HttpHeaders.LOCATION, Links.job(accepted.id()));
    }

    @Override
    @Post("/schedule")
    @Consumes(MediaType.APPLICATION_JSON)
    public HttpResponse<ScheduleDetail> schedule(HttpRequest<byte[]> request) {
        return schedules.create(ScheduleCalls.ofJobs(defaultJob), request);
    }

    @Override
    @Get
    public JobPage list(HttpRequest<?> request) {
        JobQuery query = JobQuery.of(request.getParameters());
        return JobPage.of(query.cursor()
                .map(cursor -> list.after(cursor, query.filter(), query.limit()))
                .orElseGet(() -> list.first(query.filter(), query.limit())));
    }

    @Override
    @Get("/stats")
    public HttpResponse<?> stats(HttpRequest<?> request) {
        StatsQuery query = StatsQuery.of(request.getParameters(), clock.instant());
        return HttpResponse.ok(
                query.byPipeline()
                        ? Stats.ByPipeline.of(archived.statsByPipeline(query.since()))
                        : Stats.of(archived.stats(query.since())));
    }

    @Override
    @Get("/{id}")
    public RunDetail show(String id) {
        if (RunKind.of(id) != RunKind.JOB) {
            throw Refusal.of(
                    ProblemCode.RUN_NOT_FOUND,
                    "There is no job " + id
                            + ": the list of jobs has those that are kept, and runs of other kinds are shown as runs.");
        }
        return answers.job(id);
    }

    @Override
    @Put("/{id}")
    @Consumes(MediaType.ALL)
    public HttpResponse<?> replace(String id) {
        throw immutable(id);
    }

    @Override
    @Patch("/{id}")
    @Consumes(MediaType.ALL)
    public HttpResponse<?> change(String id) {
        throw immutable(id);
    }

    private static Refusal noDefaultJob() {
        return Refusal.of(
                ProblemCode.NO_DEFAULT_JOB,
                "A call without a body starts the default job, and none is configured: set forge.jobs.default.file"
                        + " (FORGE_JOBS_DEFAULT_FILE), or send {\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"}.");
    }

    private static Refusal immutable(String id) {
        return Refusal.of(
                ProblemCode.JOB_IMMUTABLE,
                "A job runs once and does not change: POST /jobs starts another one, POST " + Links.run(id)
                        + "/cancel ends this one, and what is to run again and again belongs into POST /jobs/schedule.");
    }
}
