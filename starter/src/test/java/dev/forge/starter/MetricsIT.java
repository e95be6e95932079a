package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.TemporalServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MetricsIT {
    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        archive.watches().put("stations", JsonNodeFactory.instance.objectNode().put("bucket", "b"), any -> true);
        // Neither its Temporal nor its broker is there.
        forge = Installation.keeping(
                archive,
                StarterSettings.anyPort()
                        .withIntake(IntakeSettings.upTo(500))
                        .withRabbit(RabbitSettings.at(URI.create("amqp://127.0.0.1:" + TemporalServer.freePort()))));
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void theTableOfTheStartersMetricsIsWhatItCounts() throws IOException {
        http.get("/healthz");
        http.get("/nowhere");

        Map<String, String> listed = listed();
        // No message has come yet.
        assertThat(listed.remove("forge_intake_open_runs")).isEqualTo("gauge of ");
        assertThat(counted(metrics())).isEqualTo(listed);
    }

    @Test
    void aCallIsCountedByItsRouteAndNotByItsPath() {
        http.get("/pipelines/nobodys-pipeline");

        assertThat(metrics())
                .contains(
                        "forge_http_request_seconds_count{method=\"GET\",route=\"/pipelines/{name}\",status=\"404\"}",
                        "forge_http_problems_total{code=\"pipeline_not_found\",method=\"GET\",route=\"/pipelines/{name}\"}")
                .doesNotContain("nobodys-pipeline");
    }

    @Test
    void aRefusedSubmissionIsCountedByItsCode() {
        http.post("/runs", "name: a");

        assertThat(metrics())
                .contains("forge_http_problems_total{code=\"pipeline_invalid\",method=\"POST\",route=\"/runs\"} 1.0");
    }

    @Test
    void whatTheStarterDependsOnIsUpOrNot() {
        assertThat(metrics())
                .contains("forge_dependency_up{dependency=\"archive\"} 1.0")
                .contains("forge_dependency_up{dependency=\"temporal\"} 0.0")
                .contains("forge_archived_runs{state=\"SUCCEEDED\"} 0.0")
                .contains(
                        "forge_watch_pending{watch=\"stations\"} 0.0",
                        "forge_watch_postponed{watch=\"stations\"} 0.0",
                        "forge_watch_failing{watch=\"stations\"} 0.0");
    }

    private static String metrics() {
        return http.get("/prometheus").body();
    }

    /** Names with types and labels, of what Prometheus is answered. */
    private static Map<String, String> counted(String text) {
        Map<String, String> all = new TreeMap<>();
        for (MatchResult type :
                Pattern.compile("# TYPE (\\S+) (\\S+)").matcher(text).results().toList()) {
            String name = type.group(1);
            String sample = Pattern.compile("(?m)^" + name + "(?:_count)?(?:\\{(.*)})? .*$")
                    .matcher(text)
                    .results()
                    .findFirst()
                    .map(found -> Optional.ofNullable(found.group(1)).orElse(""))
                    .orElseThrow(() -> new AssertionError(name + " has no value"));
            String labels = Pattern.compile("(\\w+)=\"")
                    .matcher(sample)
                    .results()
                    .map(label -> label.group(1))
                    .sorted()
                    .collect(Collectors.joining(", "));
            all.put(name, type.group(2) + " of " + labels);
        }
        return all;
    }

    /** The same, of the table under "The starter" in docs/metrics.md. */
    private static Map<String, String> listed() throws IOException {
        String starter = Files.readString(Path.of("../docs/metrics.md"))
                .split("\n## The starter\n", -1)[1]
                .split("\n## ", -1)[0];
        Map<String, String> all = new TreeMap<>();
        for (String row :
                starter.lines().filter(line -> line.startsWith("| `forge_")).toList()) {
            List<String> cells = List.of(row.split("\\|", -1));
            String labels = Pattern.compile("`(\\w+)`")
                    .matcher(cells.get(3))
                    .results()
                    .map(label -> label.group(1))
                    .sorted()
                    .collect(Collectors.joining(", "));
            all.put(cells.get(1).strip().replace("`", ""), cells.get(2).strip() + " of " + labels);
        }
        return all;
    }
}
