package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.TemporalServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiIT {
    private static final Path COMMITTED = Path.of("../docs/openapi.yaml");

    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        // Nothing here needs Temporal.
        forge = Installation.at("127.0.0.1:" + TemporalServer.freePort());
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void theContractIsAnsweredAsItIsCommitted() throws IOException {
        HttpResponse<String> answer = http.get("/openapi");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/yaml");
        assertThat(answer.body()).isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void theContractIsJsonForWhoeverAsksForThat() throws IOException {
        HttpResponse<String> answer = http.send(http.request("/openapi").header("Accept", "application/json"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThatJson(answer.body()).isEqualTo(contract());
    }

    static Stream<String> lists() throws IOException {
        return contract().path("paths").properties().stream()
                .filter(path -> names(path.getValue().path("get")).findAny().isPresent())
                .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aCallTakesTheQueryParametersThatTheContractNames(String path) throws IOException {
        HttpResponse<String> answer = http.get(path.replaceAll("\\{\\w+}", "a") + "?nobody-knows-this=1");

        String detail = new YAMLMapper().readTree(answer.body()).path("detail").asText();
        String taken = detail.substring(detail.indexOf(": use ") + ": use ".length(), detail.length() - 1);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(taken.split(", ", -1))
                .containsExactlyInAnyOrderElementsOf(
                        names(contract().path("paths").path(path).path("get")).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui", "/swagger-ui/index.html"})
    void thePageOfTheContractIsThere(String path) {
        HttpResponse<String> answer = http.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(answer.body()).contains("/swagger-ui/page.js");
    }

    @Test
    void whatThePageNeedsComesFromHere() {
        String page = http.get("/swagger-ui/index.html").body();
        List<String> needed = Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(place -> place.group(1))
                .filter(place -> !place.startsWith("data:"))
                .toList();

        assertThat(needed)
                .hasSize(3)
                .allSatisfy(place -> assertThat(place).startsWith("/swagger-ui/"))
                .allSatisfy(place -> assertThat(http.get(place).statusCode()).isEqualTo(200));
    }

    private static Stream<String> names(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText());
    }

    private static JsonNode contract() throws IOException {
        return new YAMLMapper().readTree(COMMITTED.toFile());
    }
}
