package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.StepTask.Workspace;
import dev.forge.runtime.LaunchRefused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPreviewTest {
    private static final AttemptId ATTEMPT = new AttemptId("weather-1", "execution-1", "monthly", 1);

    @TempDir
    Path root;

    @Test
    void itIsTheCommandTheFolderAndTheEnvironmentWithSecretsByTheirNames() throws Exception {
        JsonNode preview = preview(
                StepKind.MODULE,
                List.of("monthly", "$(FORGE_DATA)", "$(TOKEN)"),
                Map.of("BY", EnvValue.text("month"), "TOKEN", new EnvValue.SecretKey("station", "token")));

        String workspace = new LocalFolders(root).workspace("weather-1").toString();
        assertThat(preview.path("command")).hasToString("[\"monthly\",\"$(FORGE_DATA)\",\"$(TOKEN)\"]");
        assertThat(preview.path("folder").asText()).isEqualTo(workspace);
        assertThat(preview.at("/env/BY").asText()).isEqualTo("month");
        assertThat(preview.at("/env/TOKEN")).hasToString("{\"secret\":\"station\",\"key\":\"token\"}");
        assertThat(preview.at("/env/FORGE_DATA").asText()).isEqualTo(workspace);
        assertThat(preview.at("/env/FORGE_ATTEMPT").asText()).isEqualTo("1");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void credentialsOfTheTransferAreNotInIt() throws Exception {
        assertThat(preview(StepKind.SOURCE, List.of("transfer", "$(AWS_SECRET_ACCESS_KEY)"), Map.of())
                        .toString())
                .doesNotContain("most-secret");
    }

    @Test
    void whatNothingSaysHowToRunIsRefused() {
        assertThatThrownBy(() -> preview(StepKind.MODULE, List.of(), Map.of()))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.failure().message()).contains("monthly:1"));
    }

    private JsonNode preview(StepKind kind, List<String> command, Map<String, EnvValue> env) throws Exception {
        LocalSettings settings =
                LocalSettings.under(root).withTransferEnv(Map.of("AWS_SECRET_ACCESS_KEY", "most-secret"));
        return new LocalPreview(new LocalFolders(root), settings)
                .of(new StepTask(
                        ATTEMPT,
                        kind,
                        "monthly:1",
                        command,
                        List.of(),
                        env,
                        Resources.NONE,
                        Duration.ofMinutes(15),
                        Workspace.BEGUN,
                        false,
                        false,
                        KubernetesSpec.NONE));
    }
}
