package dev.forge.k8s.install;

import dev.forge.k8s.Clients;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster as a kubeconfig's context names it. Nothing is found that no file names: neither a Pod's own cluster nor
 * some default address.
 *
 * @param files the kubeconfig's files, as kubectl would read them
 * @param server the URL of its API server
 */
public record ClusterContext(List<Path> files, String name, String server) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 20_000;

    public ClusterContext {
        files = List.copyOf(files);
    }

    /**
     * The context that is meant, or else the current one.
     *
     * @param kubeconfig a file, instead of those of {@code KUBECONFIG} or {@code ~/.kube/config}
     * @throws ClusterProblem if there is none
     */
    public static ClusterContext find(
            Optional<Path> kubeconfig, Optional<String> context, Map<String, String> environment) {
        List<Path> files = kubeconfig.map(List::of).orElseGet(() -> files(environment));
        List<io.fabric8.kubernetes.api.model.Config> read = files.stream()
                .flatMap(file -> read(file, kubeconfig.isPresent()))
                .toList();
        String name = context.or(() -> current(read)).orElseThrow(() -> none(files, read));
        NamedContext found = read.stream()
                .flatMap(config -> config.getContexts().stream())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, files, read));
        return new ClusterContext(files, name, server(found, read));
    }

    private static List<Path> files(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECONFIG", "");
        if (named.isBlank()) {
            String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
            return List.of(Path.of(home, ".kube", "config"));
        }
        return Arrays.stream(named.split(File.pathSeparator, -1))
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .toList();
    }

    /** As kubectl: a file that is not there counts as empty, unless it was named by itself. */
    private static Stream<io.fabric8.kubernetes.api.model.Config> read(Path file, boolean needed) {
        try {
            String text = Files.readString(file);
            return text.isBlank() ? Stream.empty() : Stream.of(parsed(file, text));
        } catch (NoSuchFileException e) {
            if (needed) {
                throw new ClusterProblem("There is no kubeconfig " + file + ". Check the path.", e);
            }
            return Stream.empty();
        } catch (IOException e) {
            throw new ClusterProblem(
                    "The kubeconfig " + file + " cannot be read (" + e.getMessage() + "). Look at it, or name another"
                            + " with --kubeconfig.",
                    e);
        }
    }

    private static io.fabric8.kubernetes.api.model.Config parsed(Path file, String text) {
        try {
            return Serialization.unmarshal(text, io.fabric8.kubernetes.api.model.Config.class);
        } catch (RuntimeException e) {
            // Whichever of the client's two parsers met it: they share no exception.
            throw new ClusterProblem(
                    "The kubeconfig " + file + " cannot be understood. Look at it with kubectl config view, or name"
                            + " another with --kubeconfig.",
                    e);
        }
    }

    private static Optional<String> current(List<io.fabric8.kubernetes.api.model.Config> read) {
        return read.stream()
                .map(config -> Optional.ofNullable(config.getCurrentContext()).orElse(""))
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private static String server(NamedContext context, List<io.fabric8.kubernetes.api.model.Config> read) {
        return read.stream()
                .flatMap(config -> config.getClusters().stream())
                .filter(each -> each.getName().equals(context.getContext().getCluster()))
                .map(NamedCluster::getCluster)
                .map(cluster -> cluster.getServer())
                .findFirst()
                .orElseThrow(() -> new ClusterProblem("The context " + context.getName() + " names the cluster "
                        + context.getContext().getCluster() + ", which its kubeconfig does not have. Mend it, or name"
                        + " another context with --context."));
    }

    private static ClusterProblem none(List<Path> files, List<io.fabric8.kubernetes.api.model.Config> read) {
        return new ClusterProblem("No cluster is chosen: " + joined(files) + " has no current context. "
                + (names(read).isEmpty()
                        ? "Make one (kind create cluster, minikube start, or your provider's command), then try again."
                        : "Name one of " + String.join(", ", names(read)) + " with --context."));
    }

    private static ClusterProblem unknown(
            String name, List<Path> files, List<io.fabric8.kubernetes.api.model.Config> read) {
        return new ClusterProblem("There is no context " + name + " in " + joined(files) + ". "
                + (names(read).isEmpty()
                        ? "It has none at all: name another file with --kubeconfig."
                        : "Name one of " + String.join(", ", names(read)) + " with --context."));
    }

    private static List<String> names(List<io.fabric8.kubernetes.api.model.Config> read) {
        List<String> names = new ArrayList<>();
        read.forEach(config -> config.getContexts().forEach(context -> names.add(context.getName())));
        return names;
    }

    private static String joined(List<Path> files) {
        return String.join(" and ", files.stream().map(Path::toString).toList());
    }

    /**
     * The cluster itself.
     *
     * @throws ClusterProblem if it does not answer, or does not know the caller
     */
    public Cluster open() {
        requireAnswer();
        return new Cluster(client());
    }

    KubernetesClient client() {
        return Clients.open(config());
    }

    private void requireAnswer() {
        Config impatient = config();
        impatient.setConnectionTimeout(CONNECT_MILLIS);
        impatient.setRequestTimeout(ANSWER_MILLIS);
        impatient.setRequestRetryBackoffLimit(0);
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(impatient).build()) {
            client.getKubernetesVersion();
        } catch (KubernetesClientException e) {
            throw e.getCode() == 401 || e.getCode() == 403
                    ? new ClusterProblem(
                            "The cluster of the context " + name + " (" + server + ") does not accept your"
                                    + " credentials: log in as your provider says, and try kubectl --context " + name
                                    + " version.",
                            e)
                    : new ClusterProblem(
                            "The cluster of the context " + name + " (" + server + ") does not answer: " + innermost(e)
                                    + ". Start it, or name another one with --context.",
                            e);
        }
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    }

    /** One file is read again when a token has run out; several only kubectl's own way, by the environment. */
    private Config config() {
        return files.size() == 1 ? Config.fromKubeconfig(name, files.getFirst().toFile()) : Config.autoConfigure(name);
    }
}
