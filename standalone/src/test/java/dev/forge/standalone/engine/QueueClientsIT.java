package dev.forge.standalone.engine;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forge.starter.harness.RabbitServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The clients of examples/queue-clients as their README has them, at an engine and a RabbitMQ. */
@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
@Timeout(300)
class QueueClientsIT {
    private static final Path EXAMPLE = Path.of("..", "examples", "queue-clients");
    private static final String BROKER_OF_THE_README = "amqp://guest:guest@127.0.0.1:5672";
    private static final String FAILING = "{\"jobName\": \"failing\", \"image\": \"busybox:1.36\","
            + " \"command\": [\"sh\", \"-c\", \"exit 3\"], \"maxRetries\": 0}";

    @TempDir
    private static Path folder;

    private static RabbitServer broker;
    private static Engine engine;

    /** What a client has printed, and how it ended. */
    private record Said(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() throws Exception {
        broker = RabbitServer.start();
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FORGE_RABBITMQ_URI", broker.uri().toString());
        engine = Engine.start(TestEngines.settings(new Home(folder.resolve("home")), folder, environment));
        Awaitility.await().until(() -> intake().contains("\"connected\":true"));
    }

    @AfterAll
    static void stop() {
        engine.close();
        broker.close();
    }

    @Test
    void theClientInJavaHasItsReply() throws Exception {
        String java = "\"" + Path.of(System.getProperty("java.home"), "bin", "java") + "\" ";
        assertThatItWorks("\"$JAVA_HOME/bin/java\" ", java);
    }

    @Test
    void theClientInPythonHasItsReply() throws Exception {
        // The system's own has what its packages bring, whichever other is first on the PATH.
        Optional<String> python = firstOf("python3", "/usr/bin/python3");
        assumeTrue(python.isPresent(), "python3 has no pika: the client in Python is left out");
        assertThatItWorks("python3 ", python.orElseThrow() + " ");
    }

    private static Optional<String> firstOf(String... pythons) throws Exception {
        for (String python : pythons) {
            if (bash(python + " -c 'import pika'").exitCode() == 0) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }

    @Test
    void theEngineSaysFromWhichQueueItTakes() throws Exception {
        assertThat(engine.state().queues())
                .contains("forge.requests of amqp://127.0.0.1:" + broker.uri().getPort());
        assertThatJson(intake()).node("intakes[0].broker").isEqualTo("rabbitmq");
        assertThatJson(intake()).node("intakes[0].queue").isEqualTo("forge.requests");
    }

    private static void assertThatItWorks(String beginning, String program) throws Exception {
        String line = Files.readAllLines(EXAMPLE.resolve("README.md")).stream()
                .filter(each -> each.startsWith(beginning))
                .findFirst()
                .map(each -> program + each.substring(beginning.length()))
                .orElseThrow()
                .replace(BROKER_OF_THE_README, broker.uri().toString());

        Said said = bash(line);

        assertThat(said.exitCode()).as(said.toString()).isZero();
        assertThatJson(said.out()).node("job").isEqualTo("hello");
        assertThatJson(said.out()).node("state").isEqualTo("SUCCEEDED");
        assertThatJson(said.out()).node("exitCode").isEqualTo(0);

        Path failing = Files.writeString(folder.resolve("failing.json"), FAILING);
        Said failed = bash(line.replace("job.json", failing.toString()));
        assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
        assertThatJson(failed.out()).node("exitCode").isEqualTo(3);

        Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"jobName\": \"wrong\"}");
        Said refused = bash(line.replace("job.json", wrong.toString()));
        assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(1);
        assertThatJson(refused.out()).node("state").isEqualTo("REFUSED");
    }

    private static Said bash(String line) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-c", line))
                .directory(EXAMPLE.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        Process client = builder.start();
        String out = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(client.waitFor(), out, Files.readString(err));
    }

    private static String intake() throws Exception {
        URI intake = engine.state().api().resolve("/intake");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(intake).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
