package dev.forge.worker.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthPortTest {
    @ParameterizedTest
    @CsvSource({"STARTING, 200, 503", "SERVING, 200, 200", "STOPPING, 200, 503", "FAILED, 503, 503"})
    void theProbesSeeHowTheWorkerIs(HealthPort.State state, int liveness, int readiness) throws Exception {
        try (HealthPort health = HealthPort.open(0, new WorkerMetrics())) {
            health.is(state);

            assertThat(status(health, "/health/liveness")).isEqualTo(liveness);
            assertThat(status(health, "/health/readiness")).isEqualTo(readiness);
        }
    }

    private static int status(HealthPort health, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + health.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
