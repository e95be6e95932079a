package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig that knows one context alone, the one that tests were given on purpose: whoever gets it cannot come to
 * another cluster, whichever is current.
 */
public final class TestKubeconfig {
    private static final String FILE = "FORGE_TEST_KUBECONFIG";
    private static final String CONTEXT = "FORGE_TEST_CONTEXT";

    private TestKubeconfig() {}

    /** The context {@code FORGE_TEST_CONTEXT} of the file {@code FORGE_TEST_KUBECONFIG}, in a file of its own. */
    public static Path ofEnvironment() {
        Path file = named(FILE)
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("These tests need a Kubernetes"
                        + " named on purpose: set " + FILE + " to the kubeconfig of a test cluster, or run ./forge test"
                        + " --cluster CONTEXT"));
        return of(file, named(CONTEXT));
    }

    /** A file that only its owner may read, until the tests end. */
    static Path of(Path file, Optional<String> context) {
        try {
            Path own = Files.createTempFile("forge-test", ".kubeconfig");
            own.toFile().deleteOnExit();
            return Files.writeString(own, Serialization.asYaml(alone(file, context)));
        } catch (IOException e) {
            throw new IllegalStateException(FILE + " names " + file + ", which cannot be read", e);
        }
    }

    private static Config alone(Path file, Optional<String> context) throws IOException {
        Config all = Serialization.unmarshal(Files.readString(file), Config.class);
        NamedContext chosen = chosen(file, all.getContexts(), context);
        String cluster = chosen.getContext().getCluster();
        String user = chosen.getContext().getUser();
        Path folder = file.toAbsolutePath().getParent();
        return new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .withCurrentContext(chosen.getName())
                .withContexts(chosen)
                .withClusters(all.getClusters().stream()
                        .filter(each -> each.getName().equals(cluster))
                        .map(each -> from(folder, each))
                        .toList())
                .withUsers(all.getUsers().stream()
                        .filter(each -> each.getName().equals(user))
                        .map(each -> from(folder, each))
                        .toList())
                .build();
    }

    private static NamedContext chosen(Path file, List<NamedContext> contexts, Optional<String> context) {
        if (context.isEmpty() && contexts.size() == 1) {
            return contexts.getFirst();
        }
        String names = contexts.stream().map(NamedContext::getName).collect(Collectors.joining(", "));
        String wanted = context.orElseThrow(() -> new IllegalStateException(FILE + " names " + file + ", which has "
                + (contexts.isEmpty() ? "no context" : "several contexts (" + names + ")") + ": set " + CONTEXT
                + " to the test cluster's. The current one is not taken for it"));
        return contexts.stream()
                .filter(each -> each.getName().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(CONTEXT + " names " + wanted + ", which " + file
                        + " does not have: its contexts are " + names));
    }

    /** What it names beside its file is found from elsewhere, too. */
    private static NamedCluster from(Path folder, NamedCluster named) {
        Cluster cluster = named.getCluster();
        found(folder, cluster.getCertificateAuthority()).ifPresent(cluster::setCertificateAuthority);
        return named;
    }

    private static NamedAuthInfo from(Path folder, NamedAuthInfo named) {
        AuthInfo user = named.getUser();
        found(folder, user.getClientCertificate()).ifPresent(user::setClientCertificate);
        found(folder, user.getClientKey()).ifPresent(user::setClientKey);
        found(folder, user.getTokenFile()).ifPresent(user::setTokenFile);
        return named;
    }

    private static Optional<String> found(Path folder, @Nullable String path) {
        return Optional.ofNullable(path)
                .filter(name -> !name.isBlank())
                .map(name -> folder.resolve(name).toString());
    }

    private static Optional<String> named(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }
}
