package dev.forge.k8s.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretSpecTest {
    @Test
    void aManifestIsShownWithoutItsValues() {
        SecretSpec spec = SecretSpec.variables("forge-object-store", Map.of("AWS_SECRET_ACCESS_KEY", "hush-hush"));

        assertThat(spec.shown("forge")).isEqualTo("""
                        apiVersion: v1
                        kind: Secret
                        metadata:
                          name: forge-object-store
                          namespace: forge
                          labels:
                            app.kubernetes.io/managed-by: forge
                        type: Opaque
                        data:
                          AWS_SECRET_ACCESS_KEY: (hidden, 9 bytes)
                        """);
    }

    @Test
    void noValueIsInWhatIsPrintedByAccident() {
        assertThat(SecretSpec.pull("forge-pull", "{\"auths\": \"hush\"}").toString())
                .doesNotContain("hush");
    }

    @Test
    void aNameThatKubernetesRefusesIsRefusedFirst() {
        assertThatThrownBy(() -> SecretSpec.pull("Forge_Pull", "{}")).hasMessageContaining("such as forge-pull");
    }
}
