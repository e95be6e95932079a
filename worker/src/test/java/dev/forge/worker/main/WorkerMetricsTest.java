package dev.forge.worker.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.activities.AttemptMeter.Phase;
import dev.forge.activities.AttemptMeter.Result;
import dev.forge.activities.AttemptMeter.State;
import dev.forge.contract.step.Category;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private final WorkerMetrics metrics = new WorkerMetrics();

    @Test
    void theTableOfTheWorkersMetricsIsWhatItCounts() throws IOException {
        metrics.enters(State.RUNNING);
        metrics.ended(Result.FAILED, Optional.of(Category.TIMEOUT));
        metrics.took(Phase.RUNNING, Duration.ofSeconds(41));
        metrics.beat(Duration.ofSeconds(2));

        assertThat(counted(text())).isEqualTo(listed());
    }

    @Test
    void anAttemptIsOpenInOneStateUntilItIsOver() {
        metrics.enters(State.WAITING);
        metrics.leaves(State.WAITING);
        metrics.enters(State.RUNNING);

        assertThat(text())
                .contains("forge_attempts_open{state=\"RUNNING\"} 1.0", "forge_attempts_open{state=\"WAITING\"} 0.0");
    }

    @Test
    void whatIsCountedIsAnsweredToPrometheus() throws Exception {
        metrics.ended(Result.SUCCEEDED, Optional.empty());

        try (HealthPort health = HealthPort.open(0, metrics);
                HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + health.port() + "/prometheus");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(answer.body())
                    .contains("forge_attempts_ended_total{category=\"NONE\",result=\"SUCCEEDED\"} 1.0");
        }
    }

    private String text() {
        return new String(metrics.text(), StandardCharsets.UTF_8);
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

    /** The same, of the table under "The worker" in docs/metrics.md. */
    private static Map<String, String> listed() throws IOException {
        String worker = Files.readString(Path.of("../docs/metrics.md"))
                .split("\n## The worker\n", -1)[1]
                .split("\n## ", -1)[0];
        Map<String, String> all = new TreeMap<>();
        for (String row :
                worker.lines().filter(line -> line.startsWith("| `forge_")).toList()) {
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
