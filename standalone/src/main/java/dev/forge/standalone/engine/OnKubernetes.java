package dev.forge.standalone.engine;

import com.fasterxml.jackson.core.JacksonException;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place in a cluster where a home's steps run. A file of the home keeps it, so that what was made there can be
 * found and removed when no engine is up.
 *
 * @param kubeconfig the file that was named; empty: the environment's
 * @param server the cluster's API server
 * @param imagePrefix put before every image that names no registry; may be empty
 * @param s3Host by what name pods reach this machine, where a person said so
 * @param podsS3 where pods find the embedded S3; empty where they use another, and until it is known
 */
public record OnKubernetes(
        Optional<String> kubeconfig,
        String context,
        String server,
        String namespace,
        String installation,
        String imagePrefix,
        Optional<String> s3Host,
        Optional<URI> podsS3) {

    /** The home's place, if it has one. */
    public static Optional<OnKubernetes> of(Home home) {
        try {
            return Optional.of(
                    HistoryFormat.mapper().readValue(Files.readAllBytes(home.clusterFile()), OnKubernetes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new EngineProblem(
                    home.clusterFile() + " should say where this home's steps run, and cannot be read ("
                            + e.getOriginalMessage() + "). Remove it, and what Forge made in the cluster by hand.",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(home.clusterFile() + " cannot be read.", e);
        }
    }

    /** One home has one place: runs that began in another would be lost to it. */
    void requireOnly(Home home) {
        of(home).filter(other -> !other.isSamePlace(this)).ifPresent(other -> {
            throw new EngineProblem("This home's steps run in " + other.text() + ". Go on there, remove it with"
                    + " ./forge down --kubernetes, or set FORGE_HOME to another folder.");
        });
    }

    /** Keeps it as the home's. */
    void keep(Home home) {
        try {
            Path beside = home.clusterFile().resolveSibling("kubernetes.json.new");
            Files.write(
                    beside,
                    HistoryFormat.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(beside, home.clusterFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(home.clusterFile() + " cannot be written.", e);
        }
    }

    /** Forgets the home's place, of which nothing is left. */
    public static void forget(Home home) {
        try {
            Files.deleteIfExists(home.clusterFile());
        } catch (IOException e) {
            throw new UncheckedIOException(home.clusterFile() + " cannot be removed.", e);
        }
    }

    /** Whether it is the same namespace of the same cluster, by whatever context. */
    boolean isSamePlace(OnKubernetes other) {
        return server.equals(other.server) && namespace.equals(other.namespace);
    }

    OnKubernetes withPodsS3(URI uri) {
        return new OnKubernetes(
                kubeconfig, context, server, namespace, installation, imagePrefix, s3Host, Optional.of(uri));
    }

    /** {@code the context kind-forge (https://127.0.0.1:6443), namespace forge}. */
    public String text() {
        return "the context " + context + " (" + server + "), namespace " + namespace;
    }

    /** {@code kubectl} and what it needs to look there. */
    public String kubectl() {
        List<String> words = new ArrayList<>(List.of("kubectl"));
        kubeconfig.ifPresent(file -> words.add("--kubeconfig " + file));
        words.add("--context " + context);
        words.add("-n " + namespace);
        return String.join(" ", words);
    }
}
