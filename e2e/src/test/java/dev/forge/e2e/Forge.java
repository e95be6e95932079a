package dev.forge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Forge on a home folder of its own, driven as a user drives it: by the launcher and by HTTP. */
final class Forge implements AutoCloseable {
    /** What a loaded machine with two cores needs to start all embedded servers, several times over. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    final Path folder;
    final Path home;
    private final HttpClient http = HttpClient.newHttpClient();

    Forge(Path folder) {
        this.folder = folder;
        this.home = folder.resolve("home");
    }

    /** What a command has printed and how it ended. */
    record Said(int exitCode, String out) {}

    /** Runs {@code ./forge …} to its end. */
    Said forge(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(out)
                .isTrue();
        return new Said(process.exitValue(), out);
    }

    Process start(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(REPOSITORY.resolve("forge").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("FORGE_HOME", home.toString());
        builder.environment().put("NO_COLOR", "1");
        // Somebody may use Forge on this machine while its tests run.
        builder.environment().put("FORGE_PORTS", "any");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    void up() throws IOException, InterruptedException {
        Said said = forge("up", "--detach");
        assertThat(said.exitCode()).as(said.out()).isZero();
    }

    /** Ends the engine as a power failure would: no handler runs, no child is told. */
    void killEngine() throws IOException {
        long pid = engine().at("/process/pid").asLong();
        ProcessHandle engine = ProcessHandle.of(pid).orElseThrow();
        assertThat(engine.destroyForcibly()).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !engine.isAlive());
    }

    JsonNode engine() throws IOException {
        return HistoryFormat.mapper().readTree(home.resolve("engine.json").toFile());
    }

    /** A pipeline whose modules are shell scripts, each with the workspace as its folder. */
    Path pipeline(String name, String... scripts) throws IOException {
        StringBuilder yaml = new StringBuilder("name: " + name + "\nmodules:\n");
        for (int i = 0; i < scripts.length; i++) {
            yaml.append("  - name: step-").append(i + 1).append("\n    image: busybox:1.36\n");
            yaml.append("    command: [sh, -c]\n    args:\n      - |\n");
            scripts[i]
                    .lines()
                    .forEach(line -> yaml.append("        ").append(line).append('\n'));
        }
        return Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    /** Submits a pipeline file and returns the run's id at once. */
    String submit(Path pipeline, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", pipeline.toString(), "--detach"));
        arguments.addAll(List.of(more));
        Said said = forge(arguments.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.out()).isZero();
        return said.out()
                .lines()
                .reduce((first, second) -> second)
                .orElseThrow()
                .strip();
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(api(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What an answer of 2xx to a {@code PUT} says. */
    JsonNode put(String path, String contentType, String body) throws IOException, InterruptedException {
        return answered(HttpRequest.newBuilder(api(path))
                .header("Content-Type", contentType)
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** What an answer of 2xx to a {@code GET} says. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return answered(HttpRequest.newBuilder(api(path)));
    }

    private JsonNode answered(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return HistoryFormat.mapper().readTree(answer.body());
    }

    RunReport run(String id) throws IOException, InterruptedException {
        return HistoryFormat.mapper().treeToValue(get("/runs/" + id), RunReport.class);
    }

    RunReport awaitEnd(String id) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> run(id), report -> report.state().ended());
    }

    static StepReport step(RunReport report, String name) {
        return report.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until a module has left a file that says how far it is. */
    static void awaitFile(Path file) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> Files.exists(file));
    }

    private URI api(String path) throws IOException {
        return URI.create(engine().path("api").asText().replaceAll("/$", "") + path);
    }

    @Override
    public void close() throws IOException {
        try {
            forge("down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the engine was going down", e);
        }
    }
}
