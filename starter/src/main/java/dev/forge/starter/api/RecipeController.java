package dev.forge.starter.api;

import static io.micronaut.http.MediaType.APPLICATION_JSON;

import dev.forge.archive.documents.Document;
import dev.forge.archive.records.VersionDeletion;
import dev.forge.archive.records.VersionPut;
import dev.forge.starter.body.JsonBody;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.recipe.Recipes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** {@code /recipes} over HTTP. */
@Controller("/recipes")
@ExecuteOn(TaskExecutors.BLOCKING)
class RecipeController implements RecipeOperations {
    private static final byte[] NO_BODY = {};
    private static final int LARGEST = 1 << 20;

    private final Recipes recipes;

    RecipeController(Recipes recipes) {
        this.recipes = recipes;
    }

    @Override
    @Put("/{name}")
    @Consumes(APPLICATION_JSON)
    public HttpResponse<?> put(String name, HttpRequest<byte[]> request) {
        String text = text(request.getBody().orElse(NO_BODY));
        return switch (recipes.put(name, text, Precondition.of(request.getHeaders()))) {
            case VersionPut.Made(int version) ->
                tagged(HttpResponse.created(RecipePut.of(name, version)), version)
                        .header(HttpHeaders.LOCATION, RecipeLinks.version(name, version));
            case VersionPut.Unchanged(int version) -> tagged(HttpResponse.ok(RecipePut.of(name, version)), version);
            case VersionPut.Refused(Optional<Integer> newest) -> PreconditionFailed.of("recipe", name, newest);
        };
    }

    private static String text(byte[] body) {
        if (body.length > LARGEST) {
            throw Refusal.of(
                    ProblemCode.BODY_TOO_LARGE,
                    "The recipe has " + body.length + " bytes: keep it to 1 MiB (" + LARGEST + " bytes).");
        }
        return JsonBody.read(body, "send the recipe as one JSON object").text();
    }

    @Override
    @Get
    public RecipePage list(HttpRequest<?> request) {
        RecipeQuery.OfList query = RecipeQuery.OfList.of(request.getParameters());
        return RecipePage.of(recipes.list(query.after(), query.limit()));
    }

    @Override
    @Get("/{name}")
    public HttpResponse<?> show(String name, HttpRequest<?> request) {
        OptionalInt version = PipelineQuery.version(request.getParameters());
        return shown(version.isPresent() ? recipes.version(name, version.getAsInt()) : recipes.newest(name), request);
    }

    @Override
    @Get("/{name}/versions")
    public RecipeVersionPage versions(String name, HttpRequest<?> request) {
        PipelineQuery.OfVersions query = PipelineQuery.OfVersions.of(request.getParameters());
        return RecipeVersionPage.of(name, recipes.history(name, query.after(), query.limit()));
    }

    @Override
    @Get("/{name}/versions/{version}")
    public HttpResponse<?> version(String name, String version, HttpRequest<?> request) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw Refusal.of(
                    ProblemCode.RECIPE_VERSION_NOT_FOUND,
                    "\"" + version + "\" is no version: versions are numbers, 1, 2, 3 and so on.");
        }
        return shown(recipes.version(name, Integer.parseInt(version)), request);
    }

    @Override
    @Delete("/{name}")
    public HttpResponse<?> delete(String name, HttpRequest<?> request) {
        Predicate<Optional<Integer>> expected = Precondition.of(request.getHeaders());
        return switch (recipes.delete(name, newest -> expected.test(Optional.of(newest)))) {
            case VersionDeletion.Deleted _ -> HttpResponse.noContent();
            case VersionDeletion.Absent _ -> throw recipes.absent(name);
            case VersionDeletion.Refused(int newest) -> PreconditionFailed.of("recipe", name, Optional.of(newest));
        };
    }

    private static HttpResponse<?> shown(Document recipe, HttpRequest<?> request) {
        EntityTag tag = tag(recipe.version());
        if (Precondition.unchanged(request.getHeaders(), tag)) {
            return tagged(HttpResponse.notModified(), recipe.version());
        }
        return tagged(HttpResponse.ok(recipe.text().getBytes(StandardCharsets.UTF_8)), recipe.version())
                .contentType(APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_LOCATION, RecipeLinks.version(recipe.name(), recipe.version()));
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> answer, int version) {
        return answer.header(HttpHeaders.ETAG, tag(version).toString());
    }

    private static EntityTag tag(int version) {
        return new EntityTag(version, Representation.JSON);
    }
}
