package dev.forge.starter.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.notification.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningSecretsTest {
    @TempDir
    private Path folder;

    @Test
    void aSecretIsItsFileWithoutTheLineEndThatEditorsAdd() throws Exception {
        write("hook/signing", "hush\r\n");

        assertThat(secrets().read(new SecretReference("hook", "signing")))
                .asString()
                .isEqualTo("hush");

        write("hook/signing", "another");
        assertThat(secrets().read(new SecretReference("hook", "signing")))
                .asString()
                .isEqualTo("another");
    }

    @ParameterizedTest
    @CsvSource({
        "hook, missing",
        "missing, signing",
        "hook, .",
        "hook, ..",
        "hook, ../../outside",
        "., outside",
        "hook, empty"
    })
    void oneThatIsNotThereIsSaidByItsName(String secret, String key) throws Exception {
        write("hook/signing", "hush");
        write("hook/empty", "\n");
        write("outside", "hush");
        Files.writeString(folder.resolve("outside"), "hush");

        assertThatThrownBy(() -> secrets().read(new SecretReference(secret, key)))
                .isInstanceOf(Undelivered.class)
                .hasMessageContainingAll(secret, key)
                .hasMessageNotContaining("hush");
    }

    @Test
    void whereAMissingOneBelongsIsSaid() {
        assertThatThrownBy(() -> secrets().read(new SecretReference("hook", "none")))
                .isInstanceOf(Undelivered.class)
                .hasMessageContainingAll("hook/none", folder.resolve("secrets").toString());
    }

    @Test
    void withoutAFolderItIsSaidWhichSettingNamesOne() {
        assertThatThrownBy(() -> new SigningSecrets(Optional.empty()).read(new SecretReference("hook", "signing")))
                .isInstanceOf(Undelivered.class)
                .hasMessageContaining("FORGE_NOTIFY_SECRETS");
    }

    private SigningSecrets secrets() {
        return new SigningSecrets(Optional.of(folder.resolve("secrets")));
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve("secrets").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
