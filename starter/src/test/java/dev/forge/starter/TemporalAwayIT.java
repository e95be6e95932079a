package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.TemporalServer;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TemporalAwayIT {
    private static final String YAML = "name: weather\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n";

    @Test
    void theStarterStartsBeforeTemporalAndIsReadyOnceItIsThere() {
        int port = TemporalServer.freePort();
        try (Installation forge = Installation.at("127.0.0.1:" + port)) {
            assertThat(forge.http().get("/healthz").statusCode()).isEqualTo(200);
            assertThat(forge.http().get("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(forge.http().get("/health/readiness").statusCode()).isEqualTo(503);
            assertUnavailable(forge.http().post("/runs", YAML));
            assertUnavailable(forge.http().get("/runs"));
            assertUnavailable(forge.http().get("/runs/a"));
            assertUnavailable(forge.http().get("/runs/a/steps/b/logs"));

            TemporalServer temporal = TemporalServer.start(port);

            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> forge.http().get("/health/readiness").statusCode() == 200);
                assertThat(forge.http().post("/runs", YAML).statusCode()).isEqualTo(202);
            } finally {
                temporal.stop();
            }
        }
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo("temporal_unavailable");
    }
}
