package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.DocumentSettings;
import dev.forge.archive.ObjectDocuments;
import dev.forge.archive.ObjectLogSettings.Credentials;
import dev.forge.archive.ObjectStoreAccess;
import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipesIT {
    @TempDir
    static Path folder;

    private static S3Proxy server;
    private static ObjectDocuments recipes;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectory(folder.resolve("recipes"));
        server = S3Proxy.builder()
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .ignoreUnknownHeaders(true)
                .build();
        server.start();
        recipes = documents("http://127.0.0.1:" + server.getPort());
        forge = Installation.keeping(recipes);
        http = forge.http();
    }

    @AfterAll
    static void stop() throws Exception {
        forge.close();
        recipes.close();
        server.stop();
    }

    @Test
    void aRecipeIsKeptAsItWasPut() {
        String text = "{ \"temperature\": 450.10,\n  \"name\": \"Glühen\", \"big\": 12345678901234567890.5 }\n";
        HttpResponse<String> made = put("anneal-7", text);

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/recipes/anneal-7/versions/1");
        assertThat(made.headers().firstValue("ETag")).contains("\"1\"");
        assertThatJson(made.body()).isEqualTo("""
                {name: 'anneal-7', version: 1, links: {self: '/recipes/anneal-7/versions/1', newest: '/recipes/anneal-7',
                 versions: '/recipes/anneal-7/versions'}}
                """);
        for (String path :
                List.of("/recipes/anneal-7", "/recipes/anneal-7?version=1", "/recipes/anneal-7/versions/1")) {
            HttpResponse<String> shown = http.get(path);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.body()).isEqualTo(text);
            assertThat(shown.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(shown.headers().firstValue("Content-Location")).contains("/recipes/anneal-7/versions/1");
            assertThat(shown.headers().firstValue("ETag")).contains("\"1\"");
        }
    }

    @Test
    void theSameInAnotherLayoutIsNoNewVersionButAnotherNumberIs() {
        put("same", "{\"a\": 1, \"b\": 9007199254740993}");

        HttpResponse<String> again = put("same", "{\"b\":9007199254740993,\n\"a\":1}");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(again.headers().firstValue("Location")).isEmpty();
        assertThat(put("same", "{\"a\": 1, \"b\": 9007199254740992}").statusCode())
                .isEqualTo(201);
        assertThat(put("same", "{\"a\": 1.00000000000000000001, \"b\": 9007199254740992}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(put("same", "{\"a\": 1.00000000000000000002, \"b\": 9007199254740992}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(http.get("/recipes/same").headers().firstValue("ETag")).contains("\"4\"");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(textBlock = """
            1.10, 1.1
            1,    1.0
            1e3,  1000
            0,    -0.0
            """)
    void aNumberSaysTheSameHoweverItIsWrittenAndStaysAsItWasPutFirst(String kept, String put) {
        String name = "written-" + kept;
        put(name, "{\"a\": [" + kept + "]}");

        assertThat(put(name, "{\"a\": [" + put + "]}").statusCode()).isEqualTo(200);
        assertThat(http.get("/recipes/" + name).body()).isEqualTo("{\"a\": [" + kept + "]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e401", "-1.5E-401", "1e99999999999", "1e-0000000000000000000401"})
    void aNumberThatNothingHoldsIsRefusedWithItsPlaceAndSpoilsNoLaterPut(String number) {
        put("exponent", "{\"a\": 1}");

        String problem =
                assertProblem(put("exponent", "{\"a\": 1,\n \"s/t\": [0, " + number + "]}"), 422, "recipe_invalid");

        assertThatJson(problem).inPath("$.errors[*].pointer").isEqualTo("['/s~1t/1']");
        assertThatJson(problem).inPath("$.errors[*].line").isEqualTo("[2]");
        assertThat(put("exponent", "{\"a\": 1e400}").statusCode()).isIn(200, 201);
    }

    @Test
    void whatSomebodyHasLaidIntoTheBucketIsReplaced() {
        for (String odd : List.of("{\"a\": 1e99999999999}", "no JSON")) {
            recipes.put("by-hand", odd, newest -> false, newest -> true);

            assertThat(put("by-hand", "{\"a\": 1}").statusCode()).isEqualTo(201);
        }
    }

    @Test
    void ofTwoWritersWithTheSameIfMatchOneGoesThrough() throws Exception {
        put("race", "{}");

        List<HttpResponse<String>> answers = atOnce(
                5, i -> http.send(request("race").header("If-Match", "\"1\"").PUT(body("{\"writer\": " + i + "}"))));

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(201, 412, 412, 412, 412);
        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("ETag")).contains("\"2\""));
        assertThat(http.get("/recipes/race").headers().firstValue("ETag")).contains("\"2\"");
    }

    @Test
    void writersAtOnceEachGetAVersionOfTheirOwn() throws Exception {
        List<HttpResponse<String>> answers = atOnce(5, i -> put("crowd", "{\"writer\": " + i + "}"));

        assertThat(answers)
                .extracting(answer -> answer.headers().firstValue("ETag").orElse(""))
                .containsExactlyInAnyOrder("\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\"");
    }

    @Test
    void preconditionsAreThoseOfPipelines() {
        assertProblem(
                http.send(request("condition").header("If-Match", "*").PUT(body("{}"))), 412, "precondition_failed");
        assertThat(http.send(request("condition").header("If-None-Match", "*").PUT(body("{}")))
                        .statusCode())
                .isEqualTo(201);
        assertProblem(
                http.send(request("condition").header("If-None-Match", "*").PUT(body("{\"a\": 1}"))),
                412,
                "precondition_failed");
        assertProblem(
                http.send(request("condition").header("If-Match", "1").PUT(body("{}"))), 400, "precondition_invalid");
        assertThat(http.send(request("condition")
                                .header("If-None-Match", "\"1\"")
                                .GET())
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aDeletedRecipeKeepsItsVersionsAndGoesOnCounting() {
        put("gone", "{\"a\": 1}");
        assertProblem(http.send(request("gone").header("If-Match", "\"7\"").DELETE()), 412, "precondition_failed");
        assertThat(http.send(request("gone").DELETE()).statusCode()).isEqualTo(204);

        assertThatJson(assertProblem(http.get("/recipes/gone"), 404, "recipe_not_found"))
                .node("detail")
                .asString()
                .contains("is deleted", "list of its versions");
        assertProblem(http.send(request("gone").DELETE()), 404, "recipe_not_found");
        assertThat(http.get("/recipes/gone/versions/1").body()).isEqualTo("{\"a\": 1}");
        assertThatJson(assertProblem(http.get("/recipes/gone/versions/2"), 404, "recipe_version_not_found"))
                .node("detail")
                .asString()
                .contains("deletion");
        assertThatJson(assertProblem(http.get("/recipes/gone/versions/9"), 404, "recipe_version_not_found"))
                .node("detail")
                .asString()
                .contains("the last is 2");
        assertThat(http.get("/recipes").body()).doesNotContain("\"gone\"");
        assertThat(put("gone", "{\"a\": 1}").headers().firstValue("ETag")).contains("\"3\"");
        assertThatJson(http.get("/recipes/gone/versions").body())
                .inPath("$.versions[*].deleted")
                .isEqualTo("[false, true, false]");
    }

    @Test
    void listsAreReadOnFromWhereTheyEnded() {
        List.of("page-a", "page-b", "page-c").forEach(name -> put(name, "{}"));
        put("page-a", "{\"b\": 1}");
        put("page-a", "{\"c\": 1}");

        assertThatJson(http.get("/recipes?limit=2&cursor=page-0").body())
                .inPath("$.recipes[*].name")
                .isEqualTo("['page-a', 'page-b']");
        assertThatJson(http.get("/recipes?limit=2&cursor=page-0").body())
                .node("next")
                .isEqualTo("page-b");
        assertThatJson(http.get("/recipes?limit=1&cursor=page-b").body())
                .inPath("$.recipes[*].name")
                .isEqualTo("['page-c']");
        assertThatJson(http.get("/recipes/page-a/versions?limit=2").body())
                .inPath("$.versions[*].version")
                .isEqualTo("[3, 2]");
        assertThatJson(http.get("/recipes/page-a/versions?limit=2&cursor=2").body())
                .inPath("$.versions[*].version")
                .isEqualTo("[1]");
        assertProblem(http.get("/recipes?cursor=..%2f"), 400, "query_parameter_invalid");
        assertProblem(http.get("/recipes?order=up"), 400, "query_parameter_invalid");
        assertProblem(http.get("/recipes/page-a/versions?limit=0"), 400, "query_parameter_invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "1", "{} {}", "{\"a\": 1, \"a\": 2}", "a: 1"})
    void whatIsNoJsonObjectIsASyntaxError(String body) {
        assertProblem(put("unreadable", body), 400, "syntax_error");
        assertProblem(http.get("/recipes/unreadable"), 404, "recipe_not_found");
    }

    @Test
    void aRecipeBeyondOneMebibyteIsRefused() {
        String largest = "{\"a\": \"" + "x".repeat((1 << 20) - 9) + "\"}";

        assertThat(put("large", largest).statusCode()).isEqualTo(201);
        assertProblem(put("large", largest + " "), 413, "body_too_large");
        assertProblem(put("large", largest + " ".repeat(1 << 20)), 413, "body_too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", ".hidden", "-a", "a%2Fb", "%C3%A4", "a%00"})
    void aNameThatNoRecipeMayHaveIsRefused(String name) {
        assertProblem(put(name, "{}"), 422, "recipe_invalid");
        assertProblem(http.get("/recipes/" + name), 404, "recipe_not_found");
    }

    @Test
    void anotherMediaTypeIsRefused() {
        assertProblem(
                http.send(http.request("/recipes/yaml")
                        .header("Content-Type", "application/yaml")
                        .PUT(body("{}"))),
                415,
                "unsupported_media_type");
    }

    @Test
    void withoutABucketItIsSaidWhatToSet() {
        try (Installation bare = Installation.keeping(Archive.absent())) {
            assertThatJson(assertProblem(bare.http().get("/recipes"), 503, "recipes_unavailable"))
                    .node("detail")
                    .asString()
                    .contains("set FORGE_RECIPES_BUCKET");
            assertProblem(
                    bare.http()
                            .send(bare.http()
                                    .request("/recipes/a")
                                    .header("Content-Type", "application/json")
                                    .PUT(body("{}"))),
                    503,
                    "recipes_unavailable");
        }
    }

    @Test
    void anObjectStoreThatIsAwayIsSaid() {
        try (ObjectDocuments away = documents("http://127.0.0.1:1");
                Installation bare = Installation.keeping(away)) {
            assertThatJson(assertProblem(bare.http().get("/recipes/a"), 503, "recipes_unavailable"))
                    .node("detail")
                    .asString()
                    .contains("s3://recipes/ at http://127.0.0.1:1");
        }
    }

    private static ObjectDocuments documents(String endpoint) {
        return ObjectDocuments.open(new DocumentSettings(
                new ObjectStoreAccess(
                        Optional.of(URI.create(endpoint)),
                        Optional.empty(),
                        Optional.of(new Credentials("key", "secret"))),
                "recipes",
                ""));
    }

    private static HttpResponse<String> put(String name, String body) {
        return http.send(request(name).PUT(body(body)));
    }

    private static HttpRequest.Builder request(String name) {
        return http.request("/recipes/" + name).header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(String text) {
        return BodyPublishers.ofString(text);
    }

    private static String assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
        return answer.body();
    }

    private interface Work {
        HttpResponse<String> of(int number);
    }

    private static List<HttpResponse<String>> atOnce(int writers, Work work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<HttpResponse<String>>> calls = IntStream.range(0, writers)
                    .<Callable<HttpResponse<String>>>mapToObj(i -> () -> work.of(i))
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }
}
