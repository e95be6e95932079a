package dev.forge.starter.api;

import static dev.forge.starter.api.Representation.APPLICATION_X_YAML;
import static dev.forge.starter.api.Representation.APPLICATION_YAML;
import static dev.forge.starter.api.Representation.TEXT_VND_YAML;
import static dev.forge.starter.api.Representation.TEXT_X_YAML;
import static dev.forge.starter.api.Representation.TEXT_YAML;
import static io.micronaut.http.MediaType.APPLICATION_JSON;

import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.WatchDeletion;
import dev.forge.archive.records.WatchPut;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.starter.body.BodyText;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.ProblemDocument;
import dev.forge.starter.problem.ProblemResponse;
import dev.forge.starter.watch.BucketWatches;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code /watches} over HTTP. */
@Controller("/watches")
@ExecuteOn(TaskExecutors.BLOCKING)
class WatchController implements WatchOperations {
    private static final byte[] NO_BODY = {};

    private final BucketWatches watches;

    WatchController(BucketWatches watches) {
        this.watches = watches;
    }

    @Override
    @Put("/{name}")
    @Consumes({APPLICATION_JSON, APPLICATION_YAML, APPLICATION_X_YAML, TEXT_YAML, TEXT_X_YAML, TEXT_VND_YAML})
    public HttpResponse<?> put(String name, HttpRequest<byte[]> request) {
        WatchSpec spec = read(request.getBody().orElse(NO_BODY), name);
        return switch (watches.put(spec, Precondition.of(request.getHeaders()))) {
            case WatchPut.Made(KeptWatch made) ->
                tagged(HttpResponse.created(detail(made)), made).header(HttpHeaders.LOCATION, WatchLinks.watch(name));
            case WatchPut.Changed(KeptWatch changed) -> tagged(HttpResponse.ok(detail(changed)), changed);
            case WatchPut.Unchanged(KeptWatch same) -> tagged(HttpResponse.ok(detail(same)), same);
            case WatchPut.Refused(Optional<Integer> current) -> preconditionFailed(name, current);
        };
    }

    private static WatchSpec read(byte[] body, String name) {
        String text = BodyText.of(body);
        return switch (WatchParser.parse(text, name)) {
            case Asked.Valid(WatchSpec spec) -> spec;
            case Asked.Invalid<WatchSpec> invalid ->
                throw BodyText.refusal(text, ProblemCode.WATCH_INVALID, invalid.problems());
        };
    }

    private WatchDetail detail(KeptWatch kept) {
        return WatchDetail.of(watches.shown(kept));
    }

    @Override
    @Get
    public WatchPage list(HttpRequest<?> request) {
        PipelineQuery.OfList query = PipelineQuery.OfList.of(request.getParameters());
        return WatchPage.of(watches.list(query.after(), query.limit()));
    }

    @Override
    @Get("/{name}")
    public HttpResponse<WatchDetail> show(String name) {
        WatchDetail detail = WatchDetail.of(watches.show(name));
        return HttpResponse.ok(detail).header(HttpHeaders.ETAG, tag(detail.version()));
    }

    @Override
    @Delete("/{name}")
    public HttpResponse<?> delete(String name, HttpRequest<?> request) {
        Predicate<Optional<Integer>> expected = Precondition.of(request.getHeaders());
        return switch (watches.delete(name, current -> expected.test(Optional.of(current)))) {
            case WatchDeletion.Deleted _ -> HttpResponse.noContent();
            case WatchDeletion.Absent _ -> throw watches.absent(name);
            case WatchDeletion.Refused(int current) -> preconditionFailed(name, Optional.of(current));
        };
    }

    @Override
    @Post("/{name}/pause")
    public WatchDetail pause(String name) {
        return WatchDetail.of(watches.pause(name));
    }

    @Override
    @Post("/{name}/resume")
    public WatchDetail resume(String name) {
        return WatchDetail.of(watches.resume(name));
    }

    @Override
    @Post("/{name}/test")
    public WatchTrial test(String name, HttpRequest<?> request) {
        return WatchTrial.of(watches.test(name, WatchQuery.limitOfTest(request.getParameters())));
    }

    @Override
    @Get("/{name}/objects")
    public WatchedObjects objects(String name, HttpRequest<?> request) {
        WatchQuery.OfObjects query = WatchQuery.OfObjects.of(request.getParameters());
        return WatchedObjects.of(watches.objects(name, query.state(), query.after(), query.limit()));
    }

    private static MutableHttpResponse<WatchDetail> tagged(MutableHttpResponse<WatchDetail> answer, KeptWatch watch) {
        return answer.header(HttpHeaders.ETAG, tag(watch.version()));
    }

    private static String tag(int version) {
        return new EntityTag(version, Representation.JSON).toString();
    }

    private static HttpResponse<?> preconditionFailed(String name, Optional<Integer> current) {
        MutableHttpResponse<ProblemDocument> answer = ProblemResponse.of(ProblemDocument.of(
                ProblemCode.PRECONDITION_FAILED,
                current.map(version -> "The version of the watch \"" + name + "\" is " + version
                                + ", which the call does not expect: look at it, then expect " + version
                                + " (If-Match: \"" + version + "\").")
                        .orElse("The watch \"" + name
                                + "\" is not there, which the call does not expect: expect no version,"
                                + " or that there is none (If-None-Match: *).")));
        current.ifPresent(version -> answer.header(HttpHeaders.ETAG, tag(version)));
        return answer;
    }
}
