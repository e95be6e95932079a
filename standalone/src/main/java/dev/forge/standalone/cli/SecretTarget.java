package dev.forge.standalone.cli;

import dev.forge.k8s.secrets.ClusterSecrets;
import dev.forge.k8s.secrets.SecretSpec;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a Secret goes. */
final class SecretTarget {
    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            description = "The namespace of Forge and its runs; forge by default.")
    private String namespace = "forge";

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig; the current one by default.")
    private @Nullable String context;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Instead of KUBECONFIG or ~/.kube/config.")
    private @Nullable Path kubeconfig;

    @Option(names = "--dry-run", description = "Prints the manifest, its values hidden, and changes nothing.")
    private boolean dry;

    /** Puts it there, or shows it. */
    void put(Shell shell, SecretSpec secret, String from, String next) {
        if (dry) {
            secret.shown(namespace).lines().forEach(shell.terminal()::line);
            return;
        }
        try (ClusterSecrets cluster =
                ClusterSecrets.open(Optional.ofNullable(kubeconfig), Optional.ofNullable(context), namespace)) {
            cluster.put(secret);
            shell.terminal()
                    .line("The Secret " + secret.name() + " is in the namespace " + namespace + " of context "
                            + cluster.context() + ", from " + from + ".");
            shell.terminal().line(next.replace("NAMESPACE", namespace));
        }
    }
}
