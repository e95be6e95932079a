package dev.forge.k8s.install;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
    static final int FORBIDDEN = 403;

    /**
     * Makes what is not there yet and sets the credentials anew.
     *
     * @param storageClass of the claim; empty for the cluster's default
     * @param credentials what Source and Sink get as variables
     * @return what was made, in words
     * @throws ClusterProblem if the caller may not, or another installation is there
     */
    public List<String> install(Optional<String> storageClass, Map<String, String> credentials) {
        try {
            Optional<Namespace> there = namespaceThere();
            requireRights(there.isEmpty());
            requireNoOther();
            Parts parts = new Parts(name, namespace);
            List<HasMetadata> wanted = there.isPresent()
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
        List<Right> missing = Right.missing(Right.OF_AN_ENGINE, client, namespace);
        if (!missing.isEmpty()) {
            throw new ClusterProblem("You lack rights in the namespace " + namespace + ": " + Right.text(missing)
                    + ". Have them granted (a Role and a RoleBinding there), or name another namespace with"
                    + " --namespace.");
        }
    }

    /** Two engines that clean up after themselves in one namespace would clean up after each other. */
    private void requireNoOther() {
        client.serviceAccounts().inNamespace(namespace).withLabel(Names.INSTALLATION).list().getItems().stream()
                .map(account -> account.getMetadata().getLabels().getOrDefault(Names.INSTALLATION, ""))
                .filter(other -> !other.equals(name))
                .findFirst()
                .ifPresent(other -> {
                    throw new ClusterProblem("The namespace " + namespace + " holds the installation " + other
                            + ", of another FORGE_HOME or another machine. Name another one with --namespace, or remove"
                            + " that one there with ./forge down --kubernetes.");
                });
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

    /** Removes all that this installation has made, and what it left behind; says what, in words. */
    public List<String> remove() throws InterruptedException {
        try {
            return new Removal(client, name, namespace).run();
        } catch (KubernetesClientException e) {
            throw refused("What Forge made in the namespace " + namespace + " cannot be removed", e);
        }
    }
}
