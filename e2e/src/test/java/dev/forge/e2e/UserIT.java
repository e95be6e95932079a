package dev.forge.e2e;

import static dev.forge.e2e.Forge.awaitFile;
import static dev.forge.e2e.Forge.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.e2e.Forge.Said;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user does with one engine, by the command line, by HTTP and by Temporal's own command line. */
@Timeout(600)
class UserIT {
    @TempDir
    static Path folder;

    private static Forge forge;

    @BeforeAll
    static void up() throws Exception {
        forge = new Forge(folder);
        forge.up();
    }

    @AfterAll
    static void down() throws Exception {
        forge.close();
    }

    @Test
    void aFolderGoesThroughAPipelineIntoAFolder() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("numbers.txt"), "1\n2\n3\n");
        Path out = folder.resolve("summed");

        Said said = forge.forge(
                "run",
                forge.pipeline("sum", "awk '{s += $1} END {print s}' numbers.txt > sum.txt")
                        .toString(),
                "--source",
                input.toString(),
                "--sink",
                out + "/");

        assertThat(said.exitCode()).as(said.out()).isZero();
        assertThat(Files.readString(out.resolve("sum.txt"))).isEqualTo("6\n");
    }

    @Test
    void aFailureEndsWithItsCauseItsLastLinesAndWhatToTry() throws Exception {
        Path pipeline = forge.pipeline("broken", "echo reading 2019.csv\nexit 3");

        Said said = forge.forge("run", pipeline.toString());

        assertThat(said.exitCode()).as(said.out()).isEqualTo(1);
        assertThat(said.out()).contains("step-1", "exit", "3", "reading 2019.csv", "retries 2/2", "Try");
    }

    @Test
    void aMistakeInTheFileIsToldByItsPlaceBeforeAnythingRuns() throws Exception {
        Path pipeline = Files.writeString(
                folder.resolve("mistake.yaml"),
                "name: mistake\nmodules:\n  - name: a\n    image: a:1\n    timout: 5m\n");

        Said said = forge.forge("run", pipeline.toString());

        assertThat(said.exitCode()).as(said.out()).isEqualTo(2);
        assertThat(said.out()).contains("mistake.yaml:5:5", "timout", "timeout");
    }

    @Test
    void aSecondSubmissionUnderTheSameKeyIsTheSameRun() throws Exception {
        String body =
                "{\"name\": \"twice\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\", \"command\": [\"true\"]}]}";

        HttpResponse<String> first =
                forge.post("/runs", body, "Content-Type", "application/json", "Idempotency-Key", "order-66");
        HttpResponse<String> second =
                forge.post("/runs", body, "Content-Type", "application/json", "Idempotency-Key", "order-66");
        HttpResponse<String> other = forge.post(
                "/runs",
                body.replace("twice", "other"),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "order-66");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void aCanceledRunLeavesNoProcessBehind() throws Exception {
        Path pid = folder.resolve("pid");
        String id = forge.submit(forge.pipeline(
                "long", "sleep 600 & echo $! > '" + pid + ".new'\nmv '" + pid + ".new' '" + pid + "'\nwait"));
        awaitFile(pid);
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        assertThat(runs(sleeper)).isTrue();

        Said said = forge.forge("cancel", id);

        assertThat(said.exitCode()).as(said.out()).isZero();
        RunReport report = forge.awaitEnd(id);
        assertThat(report.state()).isEqualTo(RunState.CANCELED);
        assertThat(step(report, "step-1").state()).isEqualTo(StepState.CANCELED);
        assertThat(runs(sleeper)).isFalse();
    }

    @Test
    void aRunStartedByTemporalsOwnCommandLineIsARunLikeAnyOther() throws Exception {
        Path input = Files.writeString(
                folder.resolve("by-hand.json"),
                "{\"name\": \"by-hand\", \"modules\": [{\"name\": \"hello\", \"image\": \"a:1\","
                        + " \"command\": [\"echo\", \"hello ${run.id}\"]}]}");

        temporal(
                "workflow",
                "start",
                "--task-queue",
                "forge",
                "--type",
                "Pipeline",
                "--workflow-id",
                "by:hand/1",
                "--input-file",
                input.toString());

        RunReport report = forge.awaitEnd("by%3Ahand%2F1");
        assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(report.id()).isEqualTo("by:hand/1");
        assertThat(forge.forge("logs", "by:hand/1", "hello").out()).contains("hello by:hand/1");
    }

    @Test
    void whatTemporalsCommandLineSendsWrongEndsTheRunWithAllItsMistakes() throws Exception {
        temporal(
                "workflow",
                "start",
                "--task-queue",
                "forge",
                "--type",
                "Pipeline",
                "--workflow-id",
                "wrong",
                "--input",
                "{\"modules\": [{\"nam\": \"a\"}]}");

        RunReport report = forge.awaitEnd("wrong");

        assertThat(report.state()).isEqualTo(RunState.FAILED);
        assertThat(report.failure().orElseThrow().failure().category()).isEqualTo(Category.CONFIGURATION);
        assertThat(report.failure().orElseThrow().problems()).hasSizeGreaterThan(1);
    }

    @Test
    void theWorkspaceOfASucceededRunIsRemovedAndItsLogStays() throws Exception {
        Path out = folder.resolve("removed");
        String id = forge.submit(forge.pipeline("tidy", "echo kept in the log"), "--sink", out + "/");

        RunReport report = forge.awaitEnd(id);

        assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
        Path workspace = folder.resolve("home/runs").resolve(report.key()).resolve("data");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.notExists(workspace));
        assertThat(forge.forge("logs", id, "step-1").out()).contains("kept in the log");
    }

    @Test
    void everyCommandExplainsItself() throws Exception {
        for (String command : List.of(
                "demo",
                "up",
                "down",
                "run",
                "runs",
                "show",
                "logs",
                "cancel",
                "upload",
                "download",
                "validate",
                "test")) {
            Said said = forge.forge(command, "--help");

            assertThat(said.exitCode()).as(command).isZero();
            assertThat(said.out()).as(command).contains("./forge " + command);
        }
    }

    /** A zombie does not run: it has ended, and waits for init to notice. */
    private static boolean runs(long pid) throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
        String state = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return !state.isEmpty() && !state.startsWith("Z");
    }

    private static void temporal(String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(System.getenv().getOrDefault("FORGE_TEMPORAL_CLI", "temporal")), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("TEMPORAL_ADDRESS", forge.engine().path("temporal").asText());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
