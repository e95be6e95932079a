package dev.forge.k8s;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is the platform's own in the namespaces of runs, so that no module may name it unless the platform says so: what
 * Forge's manifests and programs make there, and what a platform names beside. The Secret and the service account of
 * {@link KubernetesSettings.Transfer} and the pull Secrets of all modules are the platform's own without being named here.
 *
 * @param serviceAccounts that have rights in the cluster, or an identity of the cloud's
 * @param secrets that hold the platform's keys
 */
public record PlatformNames(List<String> serviceAccounts, List<String> secrets) {
    /** Those of Forge alone: k8s/manifests, {@code ./forge secret} and {@code ./forge up --kubernetes} make them. */
    public static final PlatformNames FORGES = new PlatformNames(List.of(), List.of());

    public PlatformNames {
        serviceAccounts =
                beside(serviceAccounts, "a service account", "forge-worker", "forge-starter", "forge-transfer");
        secrets = beside(secrets, "a Secret", "forge-object-store", "forge-pull", "forge-s3");
    }

    private static List<String> beside(List<String> more, String what, String... forges) {
        more.forEach(name -> SettingRules.objectName(what + " of the platform", name));
        return Stream.concat(Stream.of(forges), more.stream()).distinct().toList();
    }
}
