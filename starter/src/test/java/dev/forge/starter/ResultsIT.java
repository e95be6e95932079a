package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptResult;
import dev.forge.archive.records.ResultValue;
import dev.forge.archive.records.UnfitResult;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsIT {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() throws UnfitResult {
        archive = FreshArchive.open();
        forge = Installation.keeping(archive);
        http = forge.http();
        keep("weather", "run-1", "days.json", """
                {"station": "seattle", "count": 2, "days": [
                  {"at": "2026-11-01", "rain": 0.50, "note": "=1+1"}, {"at": "2026-11-02", "rain": -2, "note": "a, \\"b\\"\\nc"}]}
                """);
        keep("weather", "run-2", "days.json", """
                {"station": "seattle", "count": 3, "days": [
                  {"at": "2026-11-01", "rain": 0.5, "note": "=1+1"}, {"at": "2026-11-02", "rain": 7}], "new": [1]}
                """);
        keep("other", "run/3", "a.json", "[]");
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void aValueIsListedWithItsRunAndItsPlace() {
        assertThatJson(http.get("/results?pipeline=weather&path=/days/1/rain&where=/count%3E2")
                        .body())
                .isEqualTo("""
                        {results: [{run: 'run-2', pipeline: 'weather', version: 4, step: 'monthly', name: 'days.json',
                                    execution: 'execution', attempt: 1, keptAt: '${json-unit.any-string}',
                                    bytes: '${json-unit.any-number}', sha256: '${json-unit.any-string}',
                                    pointer: '/days/1/rain', value: 7, links: {run: '/runs/run-2'}}]}
                        """);
    }

    @Test
    void eachItemOfAListIsARowAndPagesGoOn() throws IOException {
        List<String> found = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            JsonNode page = page("/results?pipeline=weather&path=days.*.rain&limit=1&since=1h"
                    + next.map(cursor -> "&cursor=" + cursor).orElse(""));
            page.path("results")
                    .forEach(row -> found.add(
                            row.path("run").asText() + row.path("pointer").asText() + "=" + row.path("value")));
            next = Optional.ofNullable(page.get("next")).map(JsonNode::asText);
        } while (next.isPresent());

        assertThat(found)
                .containsExactly(
                        "run-2/days/0/rain=0.5",
                        "run-2/days/1/rain=7",
                        "run-1/days/0/rain=0.50",
                        "run-1/days/1/rain=-2");
    }

    @Test
    void conditionsAreAllTrueAtOnce() throws IOException {
        String query = "/results?path=" + encoded("/days/*") + "&where=" + encoded("/station=seattle") + "&where="
                + encoded("@/rain>=1");

        assertThat(page(query).path("results")).hasSize(1);
        assertThat(page(query + "&where=" + encoded("/count=2")).path("results"))
                .isEmpty();
    }

    @Test
    void csvIsQuotedAndNoTextIsAFormula() {
        HttpResponse<String> csv = http.get("/results?run=run-1&format=csv&path=" + encoded("/days/*/note"));

        assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
        assertThat(csv.headers().firstValue("Link")).isEmpty();
        assertThat(csv.body().replaceAll("\\d{4}-\\d\\d-\\d\\dT[^,]+Z", "TIME")).isEqualTo("""
                        run,state,pipeline,version,step,name,attempt,keptAt,pointer,value\r
                        run-1,,weather,4,monthly,days.json,1,TIME,/days/0/note,'=1+1\r
                        run-1,,weather,4,monthly,days.json,1,TIME,/days/1/note,"a, ""b""
                        c"\r
                        """);
    }

    @Test
    void aCellOfCsvStaysOneWhateverASpreadsheetTakesForItsEnd() throws UnfitResult {
        keep("cells", "run-4", "a.json", """
                ["a;=1+1", "a\\t=1+1", "+1", "-1", "@a", "\\t=1", "\\r=1", "\\n=1", "\\uff1d1+1", "a", -1, "-", "", ";"]
                """);

        String csv = http.get("/results?run=run-4&format=csv&path=/*").body();

        assertThat(csv)
                .contains(
                        ",/0,\"a;=1+1\"\r\n",
                        ",/1,\"a\t=1+1\"\r\n",
                        ",/2,'+1\r\n",
                        ",/3,'-1\r\n",
                        ",/4,'@a\r\n",
                        ",/5,\"'\t=1\"\r\n",
                        ",/6,\"'\r=1\"\r\n",
                        ",/7,\"'\n=1\"\r\n",
                        ",/8,'\uFF1D1+1\r\n",
                        ",/9,a\r\n",
                        ",/10,-1\r\n",
                        ",/11,'-\r\n",
                        ",/12,\r\n",
                        ",/13,\";\"\r\n");
    }

    @Test
    void numbersAreToldWithoutExponentsAndWithEachDigit() throws UnfitResult {
        keep("small", "run-7", "a.json", "{\"n\": [0.0000001, 1e3, 1.10, -2.50E-8]}");
        keep("small", "run-8", "a.json", "{\"n\": [0.0000002, 1e3, 1.10, -2.50E-8]}");

        assertThat(http.get("/results?run=run-7").body())
                .contains("\"value\":{\"n\":[0.0000001,1000,1.10,-0.0000000250]}");
        assertThat(http.get("/results?run=run-7&format=csv").body())
                .contains(",\"{\"\"n\"\":[0.0000001,1000,1.10,-0.0000000250]}\"\r\n");
        assertThat(http.get("/results?run=run-7&format=csv&path=/n/0").body()).contains(",/n/0,0.0000001\r\n");
        assertThat(http.get("/results/compare?run=run-7&with=run-8").body())
                .contains("\"before\":0.0000001", "\"after\":0.0000002");
    }

    @Test
    void csvGoesOnByItsLink() {
        HttpResponse<String> first =
                http.send(http.request("/results?pipeline=weather&path=" + encoded("/days/*/rain") + "&limit=3")
                        .header("Accept", "text/csv"));
        String link = first.headers().firstValue("Link").orElseThrow();

        HttpResponse<String> second =
                http.send(http.request(link.substring(1, link.indexOf('>'))).header("Accept", "text/csv"));

        assertThat(link).endsWith(">; rel=\"next\"");
        assertThat(first.body().lines()).hasSize(4);
        assertThat(second.body().lines()).hasSize(2).last().asString().endsWith(",/days/1/rain,-2");
    }

    @Test
    void twoRunsAreCompared() {
        assertThatJson(http.get("/results/compare?run=run-1&with=run-2").body()).isEqualTo("""
                {run: 'run-1', with: 'run-2', same: 0, more: false, differences: [
                 {step: 'monthly', name: 'days.json', pointer: '/days/1/note', change: 'REMOVED', before: 'a, "b"\\nc'},
                 {step: 'monthly', name: 'days.json', pointer: '/days/1/rain', change: 'CHANGED', before: -2, after: 7},
                 {step: 'monthly', name: 'days.json', pointer: '/count', change: 'CHANGED', before: 2, after: 3},
                 {step: 'monthly', name: 'days.json', pointer: '/new', change: 'ADDED', after: [1]}]}
                """);
        assertThatJson(http.get("/results/compare?run=run-1&with=run-1").body())
                .isEqualTo("{run: 'run-1', with: 'run-1', same: 1, more: false, differences: []}");
        assertThat(http.get("/results/compare?run=run-1&with=nobody").body()).contains("result_not_found");
        assertThat(http.get("/results/compare?run=run-1").body()).contains("query_parameter_invalid", "/with");
    }

    @Test
    void allFilesThatDoNotDifferAreCountedHoweverMuchOthersDo() throws UnfitResult {
        for (String run : List.of("run-5", "run-6")) {
            char other = run.charAt(4);
            Map<String, String> files = new HashMap<>(Map.of(
                    "a.json",
                    "[" + "1, ".repeat(600) + other + "]",
                    "b.json",
                    Collections.nCopies(999, other).toString(),
                    "c.json",
                    "[1, " + other + "]",
                    "d.json",
                    Collections.nCopies(2000, other).toString(),
                    "e.json",
                    "{\"same\": true}"));
            if (other == '5') {
                files.put("f.json", "1");
            }
            keep("much", run, files);
        }

        String compared = http.get("/results/compare?run=run-5&with=run-6").body();

        assertThatJson(compared).node("same").isEqualTo(1);
        assertThatJson(compared).node("more").isEqualTo(true);
        assertThatJson(compared).node("differences").isArray().hasSize(1000);
        assertThatJson(compared).node("differences[999].name").isEqualTo("b.json");
        assertThatJson(http.get("/results/compare?run=run-5&with=run-6&name=b.json")
                        .body())
                .node("more")
                .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    path=/a~2                           | /path
                    path=a[0]                           | /path
                    path='                              | /path
                    path=/*/*/*/*                       | /path
                    where=/a!3                          | /where/0
                    where=/a=1&where=/b={}              | /where/1
                    where=/a=[1]                        | /where/0
                    where=/a==1                         | /where/0
                    where=/a&where=                     | /where/1
                    format=xml                          | /format
                    status=RUNNING                      | /status
                    cursor=x                            | /cursor
                    """)
    void whatCannotBeReadIsToldAtItsPlace(String query, String pointer) {
        String sent = query.replace("[", "%5B")
                .replace("]", "%5D")
                .replace("{", "%7B")
                .replace("}", "%7D")
                .replace("'", "%27");

        HttpResponse<String> refused = http.get("/results?" + sent);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThatJson(refused.body()).node("code").isEqualTo("query_parameter_invalid");
        assertThatJson(refused.body()).node("errors[0].pointer").isEqualTo(pointer);
    }

    @Test
    void aMisspeltStatusIsToldThoseInWhichRunsEnd() {
        assertThat(http.get("/results?status=DONE").body())
                .contains("SUCCEEDED", "FAILED", "CANCELED")
                .doesNotContain("QUEUED");
    }

    @Test
    void whateverIsAskedForIsOnlyText() throws IOException {
        for (String text : List.of("'; DROP TABLE results; --", "\0", "\") OR true --", ":run", "$.a ? (true)")) {
            assertThat(page("/results?pipeline=" + encoded(text)).path("results"))
                    .isEmpty();
            assertThat(page("/results?run=" + encoded(text)).path("results")).isEmpty();
            assertThat(http.get("/results?path=" + encoded("/" + text)).statusCode())
                    .isIn(200, 400);
            assertThat(http.get("/results?where=" + encoded("/a=" + text)).statusCode())
                    .isIn(200, 400);
        }
        assertThat(page("/results?pipeline=weather").path("results")).hasSize(2);
    }

    @Test
    void withoutAnArchiveThatIsSaid() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            assertThat(without.http().get("/results").body()).contains("archive_unavailable");
        }
    }

    private static JsonNode page(String path) throws IOException {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void keep(String pipeline, String run, String name, String json) throws UnfitResult {
        keep(pipeline, run, Map.of(name, json));
    }

    /** All that one attempt has left. */
    private static void keep(String pipeline, String run, Map<String, String> files) throws UnfitResult {
        List<KeptResult> results = new ArrayList<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            results.add(new KeptResult(
                    run,
                    "monthly",
                    file.getKey(),
                    "execution",
                    1,
                    pipeline,
                    Optional.of(4),
                    ResultValue.of(file.getValue().getBytes(StandardCharsets.UTF_8))));
        }
        archive.results().keep(Instant.now(), results);
    }
}
