package dev.forge.k8s.install;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Removes all that bears an installation's label, the users of a thing before the thing. */
final class Removal {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final KubernetesClient client;
    private final String installation;
    private final String namespace;
    private final List<String> removed = new ArrayList<>();

    Removal(KubernetesClient client, String installation, String namespace) {
        this.client = client;
        this.installation = installation;
        this.namespace = namespace;
    }

    List<String> run() throws InterruptedException {
        Map<String, Supplier<List<? extends HasMetadata>>> kinds = kinds();
        for (Map.Entry<String, Supplier<List<? extends HasMetadata>>> kind : kinds.entrySet()) {
            remove(kind.getKey(), kind.getValue());
        }
        removeNamespace();
        return List.copyOf(removed);
    }

    private Map<String, Supplier<List<? extends HasMetadata>>> kinds() {
        Map<String, Supplier<List<? extends HasMetadata>>> kinds = new LinkedHashMap<>();
        kinds.put("Job", () -> labelled(client.batch().v1().jobs()));
        kinds.put("Pod", () -> labelled(client.pods()));
        kinds.put("ConfigMap", () -> labelled(client.configMaps()));
        kinds.put("Secret", () -> labelled(client.secrets()));
        kinds.put("PersistentVolumeClaim", () -> labelled(client.persistentVolumeClaims()));
        kinds.put("ServiceAccount", () -> labelled(client.serviceAccounts()));
        return kinds;
    }

    private <T extends HasMetadata> List<T> labelled(
            io.fabric8.kubernetes.client.dsl.MixedOperation<
                            T, ? extends io.fabric8.kubernetes.api.model.KubernetesResourceList<T>, ?>
                    some) {
        return some.inNamespace(namespace)
                .withLabel(Names.INSTALLATION, installation)
                .list()
                .getItems();
    }

    private void remove(String kind, Supplier<List<? extends HasMetadata>> there) throws InterruptedException {
        List<? extends HasMetadata> found = there.get();
        if (found.isEmpty()) {
            return;
        }
        // A Job goes when its pods are gone.
        found.forEach(each -> client.resource(each)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete());
        awaitNone(kind, there);
        removed.add(
                found.size() == 1
                        ? kind + " " + found.getFirst().getMetadata().getName()
                        : found.size() + " " + kind + "s");
    }

    private void awaitNone(String kind, Supplier<List<? extends HasMetadata>> there) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!there.get().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ClusterProblem("The " + kind + " "
                        + there.get().getFirst().getMetadata().getName() + " is being deleted in the namespace "
                        + namespace + ", but does not go. See what holds it (kubectl -n " + namespace + " describe "
                        + kind.toLowerCase(Locale.ROOT) + "), then try again.");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private void removeNamespace() throws InterruptedException {
        Optional<Namespace> made = namespaceOfOurs();
        if (made.isEmpty()) {
            return;
        }
        List<String> others = others();
        if (!others.isEmpty()) {
            removed.add(
                    "(the namespace " + namespace + " stays: others have something in it, " + others.getFirst() + ")");
            return;
        }
        remove("Namespace", () -> namespaceOfOurs().stream().toList());
    }

    private Optional<Namespace> namespaceOfOurs() {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get())
                    .filter(found -> installation.equals(
                            Optional.ofNullable(found.getMetadata().getLabels())
                                    .orElse(Map.of())
                                    .get(Names.INSTALLATION)));
        } catch (KubernetesClientException e) {
            if (e.getCode() == Installation.FORBIDDEN) {
                // Whoever may not look at namespaces has made none.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What others have put into a namespace that Forge made; Kubernetes' own ConfigMap and account do not count. */
    private List<String> others() {
        List<HasMetadata> found = new ArrayList<>();
        found.addAll(client.pods().inNamespace(namespace).list().getItems());
        found.addAll(client.batch().v1().jobs().inNamespace(namespace).list().getItems());
        found.addAll(client.secrets().inNamespace(namespace).list().getItems());
        found.addAll(
                client.persistentVolumeClaims().inNamespace(namespace).list().getItems());
        return found.stream()
                .map(each -> each.getKind() + " " + each.getMetadata().getName())
                .toList();
    }
}
