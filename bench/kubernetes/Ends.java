import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The bench's own watch of pods: when the event arrived that first showed the end of a Job's container. */
final class Ends implements AutoCloseable, Watcher<Pod> {
    /** A container's end, as a watch shows it. */
    record End(Instant at, int exitCode) {}

    private final Map<String, CompletableFuture<End>> ends = new ConcurrentHashMap<>();
    private final Watch watch;

    Ends(KubernetesClient client, String namespace) {
        watch = client.pods().inNamespace(namespace).watch(this);
    }

    @Override
    public void eventReceived(Action action, Pod pod) {
        Instant now = Instant.now();
        Map<String, String> labels = pod.getMetadata().getLabels();
        String job = labels == null ? null : labels.get("batch.kubernetes.io/job-name");
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        if (job != null && !containers.isEmpty() && containers.stream().allMatch(each -> each.getState().getTerminated() != null)) {
            int exit = containers.getFirst().getState().getTerminated().getExitCode();
            of(job).complete(new End(now, exit));
        }
    }

    private CompletableFuture<End> of(String job) {
        return ends.computeIfAbsent(job, _ -> new CompletableFuture<>());
    }

    End await(String job, Duration atMost) throws Exception {
        return of(job).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void onClose(WatcherException cause) {
        ends.values().forEach(each -> each.completeExceptionally(cause));
    }

    @Override
    public void close() {
        watch.close();
    }
}
