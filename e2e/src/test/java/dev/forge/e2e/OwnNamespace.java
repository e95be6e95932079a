package dev.forge.e2e;

import dev.forge.e2e.k8s.TestKubeconfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A namespace of the test cluster that no other scenario uses. */
record OwnNamespace(Path kubeconfig, String name) {
    static OwnNamespace fresh() {
        return new OwnNamespace(
                TestKubeconfig.ofEnvironment(),
                "e2e-" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** A command of {@code ./forge} whose steps are Jobs there. */
    String[] with(String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--kubernetes", "--kubeconfig", kubeconfig.toString(), "--namespace", name));
        return words.toArray(String[]::new);
    }
}
