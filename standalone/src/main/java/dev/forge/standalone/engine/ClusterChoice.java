package dev.forge.standalone.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * In which cluster, and how, an engine's steps are to run.
 *
 * @param kubeconfig a file, instead of those of {@code KUBECONFIG} or {@code ~/.kube/config}
 * @param context empty: the current one
 * @param s3Host by what name pods reach this machine; empty: to be found out
 * @param storageClass of the claim that holds the workspaces; empty: the cluster's default
 * @param imagePrefix put before every image that names no registry; may be empty
 */
public record ClusterChoice(
        Optional<Path> kubeconfig,
        Optional<String> context,
        String namespace,
        Optional<String> s3Host,
        Optional<String> storageClass,
        String imagePrefix) {
    public static final String DEFAULT_NAMESPACE = "forge";
}
