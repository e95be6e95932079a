package dev.forge.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClusterContextTest {
    @TempDir
    private Path folder;

    @Test
    void theCurrentContextIsMeantUnlessAnotherIsNamed() throws Exception {
        Path file = kubeconfig("config", "one", "one", "two");

        assertThat(find(Map.of("KUBECONFIG", file.toString()), Optional.empty()).name())
                .isEqualTo("one");
        ClusterContext two = find(Map.of("KUBECONFIG", file.toString()), Optional.of("two"));
        assertThat(two.name()).isEqualTo("two");
        assertThat(two.server()).isEqualTo("https://two.example:6443");
    }

    @Test
    void withoutKubeconfigVariableTheOneOfTheHomeCounts() throws Exception {
        Files.createDirectories(folder.resolve(".kube"));
        kubeconfig(".kube/config", "mine", "mine");

        assertThat(find(Map.of("HOME", folder.toString()), Optional.empty()).name())
                .isEqualTo("mine");
    }

    @Test
    void severalFilesAreReadAsOneAndTheFirstCurrentContextCounts() throws Exception {
        Path none = kubeconfig("none", "", "one");
        Path second = kubeconfig("second", "two", "two");
        String files = none + File.pathSeparator + folder.resolve("gone") + File.pathSeparator + second;

        assertThat(find(Map.of("KUBECONFIG", files), Optional.empty()).name()).isEqualTo("two");
        assertThat(find(Map.of("KUBECONFIG", files), Optional.of("one")).server())
                .isEqualTo("https://one.example:6443");
    }

    @Test
    void aFileThatIsNamedComesBeforeTheEnvironment() throws Exception {
        Path named = kubeconfig("named", "named", "named");
        Path other = kubeconfig("other", "other", "other");

        assertThat(ClusterContext.find(Optional.of(named), Optional.empty(), Map.of("KUBECONFIG", other.toString()))
                        .name())
                .isEqualTo("named");
    }

    @Test
    void withoutAnyThereIsNoClusterAndTheSentenceSaysWhatToDo() {
        assertThatThrownBy(() -> find(Map.of("HOME", folder.toString()), Optional.empty()))
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContainingAll("no current context", "kind create cluster");
        assertThatThrownBy(() -> ClusterContext.find(Optional.of(folder.resolve("none")), Optional.empty(), Map.of()))
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContaining("There is no kubeconfig");
    }

    @Test
    void aContextThatIsNotThereIsSaidWithThoseThatAre() throws Exception {
        Path file = kubeconfig("config", "one", "one", "two");

        assertThatThrownBy(() -> find(Map.of("KUBECONFIG", file.toString()), Optional.of("tow")))
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContainingAll("no context tow", "one, two", "--context");
    }

    @Test
    void aFileThatIsNoneIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("broken"), "contexts: {a: [");

        assertThatThrownBy(() -> find(Map.of("KUBECONFIG", file.toString()), Optional.empty()))
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    @Timeout(30)
    void aClusterThatDoesNotAnswerIsSaidSoon() throws Exception {
        Path file = folder.resolve("config");
        Files.writeString(file, text("away", "away").replace("https://away.example:6443", "https://127.0.0.1:1"));
        ClusterContext away = find(Map.of("KUBECONFIG", file.toString()), Optional.empty());

        assertThatThrownBy(away::open)
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContainingAll("away", "https://127.0.0.1:1", "does not answer", "--context");
    }

    private static ClusterContext find(Map<String, String> environment, Optional<String> context) {
        return ClusterContext.find(Optional.empty(), context, environment);
    }

    private Path kubeconfig(String file, String current, String... names) throws IOException {
        return Files.writeString(folder.resolve(file), text(current, names));
    }

    private static String text(String current, String... names) {
        StringBuilder contexts = new StringBuilder("contexts:\n");
        StringBuilder clusters = new StringBuilder("clusters:\n");
        for (String name : names) {
            contexts.append("- {name: %1$s, context: {cluster: %1$s, user: me}}\n".formatted(name));
            clusters.append("- {name: %1$s, cluster: {server: \"https://%1$s.example:6443\"}}\n".formatted(name));
        }
        return "apiVersion: v1\nkind: Config\ncurrent-context: \"" + current + "\"\n" + contexts + clusters
                + "users: [{name: me, user: {token: t}}]\n";
    }
}
