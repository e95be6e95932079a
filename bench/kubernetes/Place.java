import dev.forge.k8s.Clients;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A namespace of the bench's own with a claim in it, removed at the end whatever happens. */
final class Place implements AutoCloseable {
    static final String CLAIM = "workspaces";
    static final String INSTALLATION = "bench";

    /** The label of what the worker that is measured makes. */
    static final Map<String, String> OURS = Map.of("forge.dev/installation", INSTALLATION);

    private final Options options;
    private final KubernetesClient client;
    private final String namespace = "forge-bench-" + UUID.randomUUID().toString().substring(0, 8);
    private final AtomicBoolean closed = new AtomicBoolean();

    private Place(Options options, KubernetesClient client) {
        this.options = options;
        this.client = client;
    }

    static Place open(Options options) {
        KubernetesClient client = Clients.of(options.kubeconfig(), Optional.of(options.context()));
        Place place = new Place(options, client);
        Runtime.getRuntime().addShutdownHook(new Thread(place::close, "clean-up"));
        place.make();
        return place;
    }

    private void make() {
        client.resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
                .create();
        client.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(CLAIM)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withStorageClassName(options.storageClass().isEmpty() ? null : options.storageClass())
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity("1Gi")))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    String image() {
        return options.image();
    }

    /** Pods with those labels that are there, or only those in a phase; read from the API server's cache. */
    List<Pod> pods(Map<String, String> labels, Optional<String> phase) {
        FilterWatchListDeletable<Pod, PodList, PodResource> pods = client.pods().inNamespace(namespace).withLabels(labels);
        return phase.map(name -> pods.withField("status.phase", name)).orElse(pods)
                .list(new ListOptionsBuilder().withResourceVersion("0").build())
                .getItems();
    }

    /** Returns when their pods are gone, too. */
    void removeJobs(Map<String, String> labels) throws Exception {
        client.batch().v1().jobs().inNamespace(namespace).withLabels(labels).delete();
        awaitNoPods(labels);
    }

    void awaitNoPods(Map<String, String> labels) throws Exception {
        Wait.until("the pods " + labels + " to go", Duration.ofMinutes(10), () -> pods(labels, Optional.empty()).isEmpty());
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Figures.say("%nremoving namespace %s ...", namespace);
        client.namespaces().withName(namespace).delete();
        try {
            Wait.until("namespace " + namespace + " to go", Duration.ofMinutes(10),
                    () -> client.namespaces().withName(namespace).get() == null);
        } catch (Exception e) {
            Figures.say("%s; it is being deleted, look again later: kubectl get namespace %s", e.getMessage(), namespace);
        }
        client.close();
    }
}
