package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests come to the cluster that was named, and to no other. */
class TestKubeconfigTest {
    private static final String PRODUCTION = """
            apiVersion: v1
            kind: Config
            current-context: production
            clusters:
            - {name: p, cluster: {server: "https://production.example"}}
            - {name: t, cluster: {server: "https://test.example", certificate-authority: ca.crt}}
            users:
            - {name: boss, user: {token: the-boss}}
            - {name: tester, user: {client-certificate: /etc/tester.crt, client-key: keys/tester.key}}
            contexts:
            - {name: production, context: {cluster: p, user: boss}}
            - {name: test, context: {cluster: t, user: tester, namespace: trials}}
            """;

    private static final String ALONE = """
            apiVersion: v1
            kind: Config
            clusters: [{name: t, cluster: {server: "https://test.example"}}]
            users: [{name: tester, user: {token: the-tester}}]
            contexts: [{name: test, context: {cluster: t, user: tester}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void theContextThatIsNamedIsTheOnlyOneThatAnybodyCanUse() throws Exception {
        String own = Files.readString(TestKubeconfig.of(file(PRODUCTION), Optional.of("test")));

        assertThat(own).doesNotContain("production", "boss");
        Config config = Config.fromKubeconfig(own);
        assertThat(config.getMasterUrl()).startsWith("https://test.example");
        assertThat(config.getNamespace()).isEqualTo("trials");
    }

    @Test
    void severalContextsOfWhichNoneIsNamedAreRefusedWhicheverIsCurrent() throws Exception {
        Path file = file(PRODUCTION);

        assertThatThrownBy(() -> TestKubeconfig.of(file, Optional.empty()))
                .hasMessage("FORGE_TEST_KUBECONFIG names " + file + ", which has several contexts (production, test):"
                        + " set FORGE_TEST_CONTEXT to the test cluster's. The current one is not taken for it");
    }

    @Test
    void aContextThatIsNotThereIsRefusedWithThoseThatAre() throws Exception {
        Path file = file(PRODUCTION);

        assertThatThrownBy(() -> TestKubeconfig.of(file, Optional.of("tset")))
                .hasMessage("FORGE_TEST_CONTEXT names tset, which " + file
                        + " does not have: its contexts are production, test");
    }

    @Test
    void aFileWithOneContextNeedsNoName() throws Exception {
        String own = Files.readString(TestKubeconfig.of(file(ALONE), Optional.empty()));

        assertThat(Config.fromKubeconfig(own).getMasterUrl()).startsWith("https://test.example");
        assertThat(own).contains("the-tester");
    }

    @Test
    void filesThatAreNamedFromItsFolderAreStillFound() throws Exception {
        String own = Files.readString(TestKubeconfig.of(file(PRODUCTION), Optional.of("test")));

        assertThat(own)
                .contains(
                        folder.resolve("ca.crt").toString(),
                        folder.resolve("keys/tester.key").toString())
                .contains(": \"/etc/tester.crt\"");
    }

    @Test
    void itsCredentialsAreForItsOwnerAlone() throws Exception {
        Path own = TestKubeconfig.of(file(ALONE), Optional.empty());

        assertThat(Files.getPosixFilePermissions(own)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), text);
    }
}
