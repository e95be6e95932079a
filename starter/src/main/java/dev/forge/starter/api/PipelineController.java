package dev.forge.starter.api;

import static dev.forge.starter.api.Representation.APPLICATION_X_YAML;
import static dev.forge.starter.api.Representation.APPLICATION_YAML;
import static dev.forge.starter.api.Representation.TEXT_VND_YAML;
import static dev.forge.starter.api.Representation.TEXT_X_YAML;
import static dev.forge.starter.api.Representation.TEXT_YAML;
import static io.micronaut.http.MediaType.APPLICATION_JSON;

import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.starter.pipeline.NamedPipelines;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** {@code /pipelines} over HTTP. */
@Controller("/pipelines")
@ExecuteOn(TaskExecutors.BLOCKING)
class PipelineController implements PipelineOperations {
    private static final byte[] NO_BODY = {};

    private final NamedPipelines pipelines;

    PipelineController(NamedPipelines pipelines) {
        this.pipelines = pipelines;
    }

    @Override
    @Put("/{name}")
    @Consumes({APPLICATION_JSON, APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML})
    @Produces({APPLICATION_JSON, APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML})
    public HttpResponse<?> put(String name, HttpRequest<byte[]> request) {
        PipelineSpec spec = PipelineBody.read(request.getBody().orElse(NO_BODY), name);
        return switch (pipelines.put(spec, Precondition.of(request.getHeaders()))) {
            case VersionPut.Made(int version) ->
                PipelineAnswers.with(pipelines.version(name, version), HttpStatus.CREATED, request)
                        .header(HttpHeaders.LOCATION, PipelineLinks.version(name, version));
            case VersionPut.Unchanged(int version) ->
                PipelineAnswers.with(pipelines.version(name, version), HttpStatus.OK, request);
            case VersionPut.Refused(Optional<Integer> newest) -> PreconditionFailed.of("pipeline", name, newest);
        };
    }

    @Override
    @Get
    public PipelinePage list(HttpRequest<?> request) {
        PipelineQuery.OfList query = PipelineQuery.OfList.of(request.getParameters());
        return PipelinePage.of(pipelines.list(query.after(), query.limit()));
    }

    @Override
    @Get("/{name}")
    @Produces({APPLICATION_JSON, APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML})
    public HttpResponse<?> show(String name, HttpRequest<?> request) {
        OptionalInt version = PipelineQuery.version(request.getParameters());
        return PipelineAnswers.shown(
                version.isPresent() ? pipelines.version(name, version.getAsInt()) : pipelines.newest(name), request);
    }

    @Override
    @Get("/{name}/versions")
    public VersionPage versions(String name, HttpRequest<?> request) {
        PipelineQuery.OfVersions query = PipelineQuery.OfVersions.of(request.getParameters());
        return VersionPage.of(pipelines.versions(name, query.after(), query.limit()));
    }

    @Override
    @Get("/{name}/versions/{version}")
    @Produces({APPLICATION_JSON, APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML})
    public HttpResponse<?> version(String name, String version, HttpRequest<?> request) {
        return PipelineAnswers.shown(pipelines.version(name, number(version)), request);
    }

    @Override
    @Get("/{name}/diff")
    public PipelineDifference diff(String name, HttpRequest<?> request) {
        PipelineQuery.OfDiff query = PipelineQuery.OfDiff.of(request.getParameters());
        return PipelineDifference.of(name, pipelines.diff(name, query.from(), query.to()));
    }

    @Override
    @Delete("/{name}")
    public HttpResponse<?> delete(String name, HttpRequest<?> request) {
        Predicate<Optional<Integer>> expected = Precondition.of(request.getHeaders());
        return switch (pipelines.delete(name, newest -> expected.test(Optional.of(newest)))) {
            case VersionDeletion.Deleted _ -> HttpResponse.noContent();
            case VersionDeletion.Absent _ -> throw pipelines.absent(name);
            case VersionDeletion.Refused(int newest) -> PreconditionFailed.of("pipeline", name, Optional.of(newest));
        };
    }

    private static int number(String version) {
        if (version.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(version);
        }
        throw Refusal.of(
                ProblemCode.PIPELINE_VERSION_NOT_FOUND,
                "\"" + version + "\" is no version: versions are numbers, 1, 2, 3 and so on.");
    }
}
