package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LaunchRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes get of this machine, and that secrets stay where they are. */
class LocalEnvironmentIT {
    private static final EnvValue TOKEN = new EnvValue.SecretKey("my-station", "to.ken");

    @TempDir
    Path root;

    private final String run = "run-" + UUID.randomUUID();

    @Test
    void onlyWhatProgramsCannotDoWithoutComesFromTheMachine() throws Exception {
        JobRuntime runtime = runtime(Map.of(
                "PATH", System.getenv("PATH"), "HOME", "/home", "LC_TIME", "C", "AWS_SECRET_ACCESS_KEY", "platform's"));

        assertThat(output(runtime, task(StepKind.MODULE, Map.of(), "env | cut -d= -f1 | sort | tr '\\n' ' '")))
                .contains("HOME", "LC_TIME", "PATH")
                .doesNotContain("AWS", "SHLVL");
    }

    @Test
    void aModuleMaySetItsOwnPath() throws Exception {
        Map<String, EnvValue> env = Map.of("PATH", EnvValue.text("/nowhere:" + System.getenv("PATH")));

        assertThat(output(runtime(Map.of()), task(StepKind.MODULE, env, "printf %s $PATH")))
                .startsWith("/nowhere:");
    }

    @Test
    void credentialsForTransfersReachSourceAndSinkAlone() throws Exception {
        JobRuntime runtime = runtime(System.getenv());

        String script = "printf %s \"$AWS_SECRET_ACCESS_KEY\"";
        assertThat(output(runtime, task(StepKind.SOURCE, Map.of(), script))).isEqualTo("transfer-credential");
        assertThat(output(runtime, task(StepKind.SINK, Map.of(), script))).isEqualTo("transfer-credential");
        assertThat(output(runtime, task(StepKind.MODULE, Map.of(), script))).isEmpty();
        assertThat(filesThatHold("transfer-credential")).allMatch(file -> file.contains("judgement"));
    }

    @Test
    void whatAnAddressHoldsIsNotReadAsAVariableOfSourceAndSink() throws Exception {
        JobRuntime runtime = runtime(System.getenv());

        for (StepKind kind : List.of(StepKind.SOURCE, StepKind.SINK)) {
            assertThat(output(runtime, task(kind, Map.of(), "printf %s '$(AWS_SECRET_ACCESS_KEY)$$x'")))
                    .isEqualTo("$(AWS_SECRET_ACCESS_KEY)$$x");
        }
    }

    @Test
    void aSecretComesFromItsFile() throws Exception {
        Path file = root.resolve("secrets/my-station/to.ken");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "from-file\n");

        String script = "printf '[%s]' \"$TOKEN\" | tr a-z A-Z";
        assertThat(output(runtime(System.getenv()), task(StepKind.MODULE, Map.of("TOKEN", TOKEN), script)))
                .isEqualTo("[FROM-FILE]");
        assertThat(filesThatHold("from-file")).containsExactly(file.toString());
    }

    @Test
    void elseASecretComesFromTheWorkersEnvironmentAndIsNowhereOnDisk() throws Exception {
        JobRuntime runtime = runtime(
                Map.of("PATH", System.getenv("PATH"), "FORGE_SECRET_MY_STATION_TO_KEN", "from-" + "environment"));
        StepTask task = task(StepKind.MODULE, Map.of("TOKEN", TOKEN), "printf %s \"$TOKEN\" | tr a-z A-Z");

        assertThat(output(runtime, task)).isEqualTo("FROM-ENVIRONMENT");
        assertThat(filesThatHold("from-environment")).isEmpty();
    }

    @Test
    void aSecretThatIsNotThereIsRefusedWithBothWays() {
        StepTask task = task(StepKind.MODULE, Map.of("TOKEN", TOKEN), "exit 0");

        assertThatThrownBy(() -> runtime(Map.of()).launch(task)).isInstanceOfSatisfying(LaunchRefused.class, e -> {
            assertThat(e.failure().category()).isEqualTo(Category.CONFIGURATION);
            assertThat(e.failure().remedy()).contains("secrets/my-station/to.ken", "FORGE_SECRET_MY_STATION_TO_KEN");
        });
    }

    @Test
    void aSecretIsNotReadFromOutsideItsFolder() throws Exception {
        Files.writeString(root.resolve("outside"), "text");
        StepTask task = task(StepKind.MODULE, Map.of("X", new EnvValue.SecretKey("..", "outside")), "exit 0");

        assertThatThrownBy(() -> runtime(Map.of()).launch(task)).isInstanceOf(LaunchRefused.class);
    }

    @Test
    void aConfigMapsKeyComesFromItsFile() throws Exception {
        Path file = root.resolve("configmaps/stations/mode");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "fast\n");
        Map<String, EnvValue> env = Map.of("MODE", new EnvValue.ConfigMapKey("stations", "mode"));

        assertThat(output(runtime(System.getenv()), task(StepKind.MODULE, env, "printf '[%s]' \"$MODE\"")))
                .isEqualTo("[fast]");
    }

    @Test
    void aConfigMapThatIsNotThereIsRefusedWithTheFileToWrite() {
        Map<String, EnvValue> env = Map.of("MODE", new EnvValue.ConfigMapKey("stations", "mode"));

        assertThatThrownBy(() -> runtime(Map.of()).launch(task(StepKind.MODULE, env, "exit 0")))
                .isInstanceOfSatisfying(LaunchRefused.class, e -> {
                    assertThat(e.failure().category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(e.failure().remedy()).contains("configmaps/stations/mode");
                });
    }

    @Test
    void aModuleThatAsksForTheObjectStoreLearnsWhereItIsAndGetsNoCredentials() throws Exception {
        String script = "printf %s \"$AWS_ENDPOINT_URL_S3 $AWS_SECRET_ACCESS_KEY\"";
        StepTask plain = task(StepKind.MODULE, Map.of(), script);
        StepTask asking = new StepTask(
                new AttemptId(run, "execution", "asking", 1),
                plain.kind(),
                plain.image(),
                plain.command(),
                plain.args(),
                plain.env(),
                plain.resources(),
                plain.timeout(),
                plain.workspace(),
                false,
                true,
                KubernetesSpec.NONE);
        JobRuntime runtime = runtime(System.getenv());

        assertThat(output(runtime, asking)).isEqualTo("http://127.0.0.1:1 ");
        assertThat(output(runtime, plain)).isEqualTo(" ");
    }

    private JobRuntime runtime(Map<String, String> machine) {
        LocalSettings settings = LocalSettings.under(root)
                .withTransferEnv(Map.of(
                        "AWS_SECRET_ACCESS_KEY", "transfer-credential", "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1"));
        return LocalRuntime.open(settings, machine, Clock.systemUTC());
    }

    private StepTask task(StepKind kind, Map<String, EnvValue> env, String script) {
        return new StepTask(
                new AttemptId(run, "execution", kind.name(), 1),
                kind,
                "image",
                List.of("/bin/sh", "-c", "{ " + script + "; } > \"$FORGE_OUTPUT\""),
                List.of(),
                env,
                Resources.NONE,
                Duration.ofMinutes(1),
                StepTask.Workspace.BEGUN);
    }

    private String output(JobRuntime runtime, StepTask task) throws InterruptedException {
        StepOutcome outcome = LocalLab.ended(runtime, runtime.launch(task));
        assertThat(outcome).isInstanceOf(StepOutcome.Succeeded.class);
        return ((StepOutcome.Succeeded) outcome).output();
    }

    private List<String> filesThatHold(String text) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("output"))
                    .filter(file -> holds(file, text))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
