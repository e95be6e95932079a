package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesIT {
    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.keeping(archive);
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void aPipelineThatIsPutIsItsFirstVersionAndCanBeRead() {
        HttpResponse<String> made = put("made", yaml("a:1"));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/pipelines/made/versions/1");
        assertThat(made.headers().firstValue("ETag")).contains("\"1\"");
        assertThatJson(made.body()).isEqualTo("""
                {name: 'made', version: 1, madeAt: '${json-unit.any-string}',
                 pipeline: {name: 'made', modules: [{name: 'm', image: 'a:1'}]},
                 links: {self: '/pipelines/made/versions/1', newest: '/pipelines/made',
                         versions: '/pipelines/made/versions', diff: '/pipelines/made/diff?from={from}&to={to}'}}
                """);
        for (String path : List.of("/pipelines/made", "/pipelines/made?version=1", "/pipelines/made/versions/1")) {
            HttpResponse<String> shown = http.get(path);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.headers().firstValue("ETag")).contains("\"1\"");
            assertThat(shown.body()).isEqualTo(made.body());
        }
    }

    @Test
    void theSamePipelineInOtherWordsIsNoNewVersion() {
        put("same", yaml("a:1"));

        HttpResponse<String> again = http.send(
                request("same")
                        .header("Content-Type", "application/json")
                        .PUT(
                                BodyPublishers.ofString(
                                        "{\"modules\": [{\"image\": \"a:1\", \"name\": \"m\", \"timeout\": \"15m\"}], \"name\": \"same\"}")));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(again.headers().firstValue("Location")).isEmpty();
        assertThat(put("same", yaml("a:2")).statusCode()).isEqualTo(201);
        assertThatJson(http.get("/pipelines/same").body()).node("version").isEqualTo(2);
    }

    @Test
    void variablesKeepTheirOrderAndAnotherOrderIsANewVersion() {
        put("order", yaml("a:1", "{LONG: '1', B: $(LONG)}"));

        assertThat(http.get("/pipelines/order").body()).contains("\"env\":{\"LONG\":\"1\",\"B\":\"$(LONG)\"}");
        assertThat(put("order", yaml("a:1", "{B: $(LONG), LONG: '1'}")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void allMistakesAreToldAtOnceAndNothingIsKept() {
        HttpResponse<String> refused = put("wrong", "name: other\nmodules:\n  - {name: m, imag: a, timeout: 15}\n");

        assertProblem(refused, 422, "pipeline_invalid");
        assertThatJson(refused.body())
                .inPath("$.errors[*].pointer")
                .isArray()
                .containsExactlyInAnyOrder("/name", "/modules/0/imag", "/modules/0/timeout");
        assertProblem(http.get("/pipelines/wrong"), 404, "pipeline_not_found");
    }

    @Test
    void aNameThatNoPipelineMayHaveIsAMistake() {
        HttpResponse<String> refused = put("My%20Weather", yaml("a:1"));

        assertProblem(refused, 422, "pipeline_invalid");
        assertThatJson(refused.body()).node("errors[0].pointer").isEqualTo("/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: [", "{\"name\": "})
    void aBodyThatCannotBeReadIsASyntaxError(String body) {
        assertProblem(put("unreadable", body), 400, "syntax_error");
    }

    @Test
    void aBodyOfAnotherMediaTypeIsNotRead() {
        HttpResponse<String> refused = http.send(
                request("media").header("Content-Type", "text/plain").PUT(BodyPublishers.ofString(yaml("a:1"))));

        assertProblem(refused, 415, "unsupported_media_type");
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() {
        assertProblem(put("large", "#".repeat(1_200_000)), 413, "body_too_large");
    }

    @Test
    void whoKnowsTheNewestVersionMayPutTheNext() {
        put("known", yaml("a:1"));
        put("known", yaml("a:2"));

        HttpResponse<String> refused = put("known", yaml("a:3"), "If-Match", "\"1\"");
        HttpResponse<String> made = put("known", yaml("a:3"), "If-Match", "\"2\"");

        assertProblem(refused, 412, "precondition_failed");
        assertThat(refused.headers().firstValue("ETag")).contains("\"2\"");
        assertThatJson(refused.body()).node("detail").asString().contains("is 2", "If-Match: \"2\"");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("ETag")).contains("\"3\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "If-Match; \"1\"; 201",
                "If-Match; \"7\", \"1\"; 201",
                "If-Match; \"1-yaml\"; 201",
                "If-Match; *; 201",
                "If-Match; W/\"1\"; 412",
                "If-Match; \"x\"; 412",
                "If-Match; \"\"; 412",
                "If-None-Match; *; 412",
                "If-None-Match; \"1\"; 412",
                "If-None-Match; W/\"1\"; 412",
                "If-None-Match; \"2\"; 201"
            })
    void aPreconditionHoldsAsHttpHasIt(String header, String value, int status) {
        String name = "precondition-" + Math.floorMod((header + value).hashCode(), 1_000_000);
        put(name, yaml("a:1"));

        assertThat(put(name, yaml("a:2"), header, value).statusCode()).isEqualTo(status);
    }

    @Test
    void ofWhatIsNotThereNothingMatches() {
        HttpResponse<String> refused = put("nobody", yaml("a:1"), "If-Match", "*");

        assertProblem(refused, 412, "precondition_failed");
        assertThat(refused.headers().firstValue("ETag")).isEmpty();
        assertThat(put("nobody", yaml("a:1"), "If-None-Match", "*").statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\", *", "\"1", "\"1\" \"2\""})
    void aPreconditionThatIsNoneIsToldHowItIsWritten(String value) {
        HttpResponse<String> refused = put("quotes", yaml("a:1"), "If-Match", value);

        assertProblem(refused, 400, "precondition_invalid");
        assertThatJson(refused.body()).node("detail").asString().contains("If-Match: \"3\"");
    }

    @Test
    void whoHasAVersionAlreadyIsNotSentItAgain() {
        put("cached", yaml("a:1"));

        HttpResponse<String> same = get("/pipelines/cached", "If-None-Match", "W/\"1\"");

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(same.body()).isEmpty();
        assertThat(get("/pipelines/cached/versions/1", "If-None-Match", "*").statusCode())
                .isEqualTo(304);
        put("cached", yaml("a:2"));
        assertThat(get("/pipelines/cached", "If-None-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        assertProblem(get("/pipelines/cached", "If-None-Match", "1"), 400, "precondition_invalid");
    }

    @Test
    void whoWantsYamlGetsThePipelineFileAndCanPutItBack() {
        put("file", yaml("a:1", "{V: '1.10'}"));

        HttpResponse<String> file = get("/pipelines/file", "Accept", "application/yaml");

        assertThat(file.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(file.headers().firstValue("ETag")).contains("\"1-yaml\"");
        assertThat(file.headers().firstValue("Vary")).contains("Accept");
        assertThat(file.body()).isEqualTo("""
                name: file
                modules:
                  - name: m
                    image: a:1
                    env:
                      V: "1.10"
                """);
        assertThat(put("file", file.body()).statusCode()).isEqualTo(200);
        assertThat(get("/pipelines/file", "If-None-Match", "\"1-yaml\"").statusCode())
                .as("JSON is not what the caller has")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*| application/json",
                "text/yaml| application/yaml",
                "application/yaml;q=0.5, application/json| application/json",
                "application/json;q=0.5, application/yaml| application/yaml"
            })
    void theCallerChoosesTheForm(String accept, String contentType) {
        put("form", yaml("a:1"));

        assertThat(get("/pipelines/form", "Accept", accept).headers().firstValue("Content-Type"))
                .contains(contentType);
    }

    @Test
    void aProblemIsAProblemDocumentAlsoToWhoWantsYaml() {
        assertProblem(get("/pipelines/nothing", "Accept", "application/yaml"), 404, "pipeline_not_found");
        put("html", yaml("a:1"));
        assertProblem(get("/pipelines/html", "Accept", "text/html"), 406, "not_acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pipelines/none",
                "/pipelines/none/versions",
                "/pipelines/none/versions/1",
                "/pipelines/none?version=1",
                "/pipelines/none/diff",
                "/pipelines/none/diff?from=1&to=2",
                "/pipelines/a%00b",
                "/pipelines/%C3%A9/versions"
            })
    void aPipelineThatIsNotThereIsNotFound(String path) {
        assertProblem(http.get(path), 404, "pipeline_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pipelines/one/versions/2",
                "/pipelines/one/versions/x",
                "/pipelines/one/versions/0",
                "/pipelines/one?version=2",
                "/pipelines/one/diff",
                "/pipelines/one/diff?from=2",
                "/pipelines/one/diff?from=1&to=2"
            })
    void aVersionThatIsNotThereIsNotFound(String path) {
        put("one", yaml("a:1"));

        assertProblem(http.get(path), 404, "pipeline_version_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pipelines?limit=0",
                "/pipelines?cursor=%00",
                "/pipelines?name=a",
                "/pipelines/q?version=x",
                "/pipelines/q?verson=1",
                "/pipelines/q/versions?limit=201",
                "/pipelines/q/versions?cursor=x",
                "/pipelines/q/diff?from=0",
                "/pipelines/q/diff?to=x",
                "/pipelines/q/diff?of=1"
            })
    void aWrongQueryIsRefused(String path) {
        assertProblem(http.get(path), 400, "query_parameter_invalid");
    }

    @Test
    void versionsAreListedInPagesTheNewestFirst() {
        for (int number = 1; number <= 3; number++) {
            put("listed", yaml("a:" + number));
        }

        HttpResponse<String> first = http.get("/pipelines/listed/versions?limit=2");

        assertThatJson(first.body()).inPath("$.versions[*].version").isEqualTo("[3, 2]");
        assertThatJson(first.body()).node("versions[0].links.self").isEqualTo("/pipelines/listed/versions/3");
        assertThatJson(first.body()).node("next").isString().isEqualTo("2");
        HttpResponse<String> rest = http.get("/pipelines/listed/versions?limit=2&cursor=2");
        assertThatJson(rest.body()).inPath("$.versions[*].version").isEqualTo("[1]");
        assertThatJson(rest.body()).node("next").isAbsent();
    }

    @Test
    void pipelinesAreListedInPagesByName() {
        for (String name : List.of("0-c", "0-a", "0-b")) {
            put(name, yaml("a:1"));
        }
        put("0-b", yaml("a:2"));

        HttpResponse<String> first = http.get("/pipelines?limit=2");

        assertThatJson(first.body()).inPath("$.pipelines[*].name").isEqualTo("['0-a', '0-b']");
        assertThatJson(first.body()).node("pipelines[1].version").isEqualTo(2);
        assertThatJson(first.body()).node("next").isEqualTo("0-b");
        assertThatJson(http.get("/pipelines?limit=1&cursor=0-b").body())
                .inPath("$.pipelines[*].name")
                .isEqualTo("['0-c']");
    }

    @Test
    void twoVersionsAreCompared() {
        put("compared", yaml("a:1"));
        put("compared", yaml("a:2"));
        put("compared", yaml("a:2", "{A: b}"));

        assertThatJson(http.get("/pipelines/compared/diff?from=1&to=3").body()).isEqualTo("""
                {name: 'compared', from: 1, to: 3, added: [{pointer: '/modules/0/env', value: {A: 'b'}}], removed: [],
                 changed: [{pointer: '/modules/0/image', before: 'a:1', after: 'a:2'}], moved: []}
                """);
        assertThatJson(http.get("/pipelines/compared/diff").body()).node("from").isEqualTo(2);
        assertThatJson(http.get("/pipelines/compared/diff?to=2").body())
                .node("from")
                .isEqualTo(1);
        assertThatJson(http.get("/pipelines/compared/diff?from=3&to=2").body())
                .node("removed[0].pointer")
                .isEqualTo("/modules/0/env");
    }

    @Test
    void aDeletedPipelineIsOffTheListAndItsVersionsStay() {
        put("deleted", yaml("a:1"));
        put("deleted", yaml("a:2"));

        assertThat(delete("deleted").statusCode()).isEqualTo(204);

        HttpResponse<String> gone = http.get("/pipelines/deleted");
        assertProblem(gone, 404, "pipeline_not_found");
        assertThatJson(gone.body()).node("detail").asString().contains("is deleted", "list of its versions");
        assertProblem(delete("deleted"), 404, "pipeline_not_found");
        assertThat(http.get("/pipelines?limit=200").body()).doesNotContain("\"deleted\"");
        assertThat(http.get("/pipelines/deleted/versions/2").statusCode()).isEqualTo(200);
        assertThat(http.get("/pipelines/deleted/diff").statusCode()).isEqualTo(200);
        HttpResponse<String> anew = put("deleted", yaml("a:2"));
        assertThat(anew.statusCode()).isEqualTo(201);
        assertThat(anew.headers().firstValue("ETag")).contains("\"3\"");
    }

    @Test
    void whoDeletesAnotherVersionThanExpectedIsToldTheNewest() {
        put("raced", yaml("a:1"));
        put("raced", yaml("a:2"));

        HttpResponse<String> refused =
                http.send(request("raced").header("If-Match", "\"1\"").DELETE());

        assertProblem(refused, 412, "precondition_failed");
        assertThat(refused.headers().firstValue("ETag")).contains("\"2\"");
        assertProblem(http.send(request("raced").header("If-Match", "1").DELETE()), 400, "precondition_invalid");
        assertThat(http.send(request("raced").header("If-Match", "\"2\"").DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whatIsNotThereCannotBeDeleted() {
        assertProblem(delete("never"), 404, "pipeline_not_found");
        assertProblem(delete("a%00b"), 404, "pipeline_not_found");
    }

    @Test
    void withoutAnArchiveEveryCallIsAnswered503() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            Http http = without.http();
            for (String path : List.of("", "/a", "/a/versions", "/a/versions/1", "/a/diff")) {
                assertProblem(http.get("/pipelines" + path), 503, "archive_unavailable");
            }
            assertProblem(
                    http.send(http.request("/pipelines/a")
                            .header("Content-Type", "application/yaml")
                            .PUT(BodyPublishers.ofString(yaml("a:1")))),
                    503,
                    "archive_unavailable");
            HttpResponse<String> deletion =
                    http.send(http.request("/pipelines/a").DELETE());
            assertProblem(deletion, 503, "archive_unavailable");
            assertThat(deletion.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }

    private static String yaml(String image) {
        return "modules:\n  - {name: m, image: '" + image + "'}\n";
    }

    private static String yaml(String image, String env) {
        return "modules:\n  - {name: m, image: '" + image + "', env: " + env + "}\n";
    }

    private static HttpRequest.Builder request(String name) {
        return http.request("/pipelines/" + name);
    }

    private static HttpResponse<String> put(String name, String body) {
        return http.send(
                request(name).header("Content-Type", "application/yaml").PUT(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> put(String name, String body, String header, String value) {
        return http.send(request(name)
                .header("Content-Type", "application/yaml")
                .header(header, value)
                .PUT(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> get(String path, String header, String value) {
        return http.send(http.request(path).header(header, value));
    }

    private static HttpResponse<String> delete(String name) {
        return http.send(request(name).DELETE());
    }
}
