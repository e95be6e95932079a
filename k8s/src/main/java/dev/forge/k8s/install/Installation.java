package dev.forge.k8s.install;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine on somebody's machine has in a cluster: a namespace, in it a service account, a claim and a Secret.
 * Worker, starter and Temporal are not in it.
 *
 * @param name the installation's, which marks all that it makes
 */
public record Installation(KubernetesClient client, String name, String namespace) {
    /** The claim that holds the workspaces. */
    public static final String CLAIM = "forge-workspaces";

    /** Of all steps; it may do nothing. */
    public static final String SERVICE_ACCOUNT = "forge-module";

    /** The Secret with the key to an engine's own object store. */
    public static final String CREDENTIALS = "forge-s3";

    /** The Secret with the way into a person's own, which {@code ./forge secret} makes. */
    public static final String OWN_CREDENTIALS = "forge-object-store";

    static final int FORBIDDEN = 403;

    /**
     * Looks whether this namespace can be used, and changes nothing.
     *
     * @throws ClusterProblem if the caller may not, or another installation is there
     */
    public void requireUsable() {
        try {
            requireRights(namespaceThere().isEmpty());
            requireNoOther();
        } catch (KubernetesClientException e) {
            throw refused("The namespace " + namespace + " cannot be looked at", e);
        }
    }

    /**
     * Makes what is not there yet and sets the credentials anew.
     *
     * @param storageClass of the claim; empty for the cluster's default
     * @param credentials what Source and Sink get as variables
     * @return what was made, in words
     * @throws ClusterProblem if the cluster refuses that
     */
    public List<String> install(Optional<String> storageClass, Map<String, String> credentials) {
        try {
            Parts parts = new Parts(name, namespace);
            List<HasMetadata> wanted = namespaceThere().isPresent()
                    ? parts.inside(storageClass, nodes().size() > 1, credentials)
                    : parts.all(storageClass, nodes().size() > 1, credentials);
            return wanted.stream()
                    .flatMap(part -> new Made(client, part).now().stream())
                    .toList();
        } catch (KubernetesClientException e) {
            throw refused("Forge's parts cannot be made in the namespace " + namespace, e);
        }
    }

    static ClusterProblem refused(String what, KubernetesClientException e) {
        String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
        return new ClusterProblem(what + ": " + said + ". Mend that, then try again.", e);
    }

    private Optional<Namespace> namespaceThere() {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get());
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN) {
                // Whoever may not look at namespaces was given one: it is there, or the next call tells.
                return Optional.of(new Namespace());
            }
            throw e;
        }
    }

    private void requireRights(boolean newNamespace) {
        if (newNamespace && !Right.NEW_NAMESPACE.isGranted(client, "")) {
            throw new ClusterProblem("There is no namespace " + namespace + ", and you may not make one. Have it made,"
                    + " or name one that is there with --namespace.");
        }
        List<Right> missing = Right.missing(Right.ofAnEngine(client), client, namespace);
        if (!missing.isEmpty()) {
            throw new ClusterProblem("You lack rights in the namespace " + namespace + ": " + Right.text(missing)
                    + ". Have them granted (a Role and a RoleBinding there), or name another namespace with"
                    + " --namespace.");
        }
    }

    /** Two engines that clean up after themselves in one namespace would clean up after each other. */
    void requireNoOther() {
        Optional.ofNullable(client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName(SERVICE_ACCOUNT)
                        .get())
                .map(Installation::owner)
                .filter(owner -> !owner.equals(name))
                .ifPresent(owner -> {
                    throw new ClusterProblem("The namespace " + namespace + " holds the installation " + owner
                            + ", which is not of this FORGE_HOME. Name another namespace with --namespace, or remove"
                            + " that one from where it was made (./forge down --kubernetes).");
                });
    }

    private static String owner(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.get(Names.INSTALLATION))
                .orElse("of k8s/manifests");
    }

    /** The addresses by which nodes know each other; none where the caller may not look at nodes. */
    public List<InetAddress> nodes() {
        try {
            return client.nodes().list().getItems().stream()
                    .flatMap(node -> addresses(node).stream())
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == FORBIDDEN) {
                return List.of();
            }
            throw refused("The nodes cannot be listed", e);
        }
    }

    private static List<InetAddress> addresses(Node node) {
        return node.getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .map(address -> parsed(address.getAddress()))
                .toList();
    }

    private static InetAddress parsed(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new ClusterProblem("A node has the address " + address + ", which is none. Give --s3-host.", e);
        }
    }

    /** The id of the run whose Job is the youngest there. */
    public Optional<String> latestRun() {
        try {
            return client
                    .batch()
                    .v1()
                    .jobs()
                    .inNamespace(namespace)
                    .withLabel(Names.INSTALLATION, name)
                    .list()
                    .getItems()
                    .stream()
                    .map(HasMetadata::getMetadata)
                    .filter(job ->
                            job.getAnnotations() != null && job.getAnnotations().containsKey(Names.RUN_ID))
                    .max(Comparator.comparing(ObjectMeta::getCreationTimestamp))
                    .map(job -> job.getAnnotations().get(Names.RUN_ID));
        } catch (KubernetesClientException e) {
            throw refused("The Jobs in the namespace " + namespace + " cannot be listed", e);
        }
    }

    /** Removes all that this installation has made, and what it left behind; says what, in words. */
    public List<String> remove() throws InterruptedException {
        try {
            return new Removal(client, name, namespace).run();
        } catch (KubernetesClientException e) {
            throw refused("What Forge made in the namespace " + namespace + " cannot be removed", e);
        }
    }
}
