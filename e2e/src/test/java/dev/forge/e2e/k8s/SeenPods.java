package dev.forge.e2e.k8s;

import dev.forge.contract.RunKey;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** Every pod that comes up in a namespace from now on, however short it lives: a look now and then would miss some. */
final class SeenPods implements AutoCloseable {
    private final Installation forge;
    private final Set<Seen> seen = ConcurrentHashMap.newKeySet();
    private final AtomicReference<WatcherException> lost = new AtomicReference<>();
    private final Watch watch;

    private record Seen(String runKey, String uid) {}

    private SeenPods(Installation forge) {
        this.forge = forge;
        this.watch = Cluster.shared()
                .client()
                .pods()
                .inNamespace(forge.space().name())
                .watch(new Watcher<>() {
                    @Override
                    public void eventReceived(Action action, Pod pod) {
                        seen.add(new Seen(pod.getMetadata().getLabels().getOrDefault(Names.RUN, ""), Pods.uid(pod)));
                    }

                    @Override
                    public void onClose(WatcherException cause) {
                        lost.set(cause);
                    }
                });
    }

    static SeenPods of(Installation forge) {
        return new SeenPods(forge);
    }

    /**
     * The uids of a run's pods, those too that a Job which is there by now would still get: another run is sent after it
     * and awaited, so that whatever the Job controller had to do before is done and seen.
     */
    List<String> untilAnotherRunIsOver(String run) throws Exception {
        String other = forge.submit(Chain.named("other").module("work", "true"));
        forge.awaitSuccess(other);
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> !uids(other).isEmpty());
        return uids(run);
    }

    private List<String> uids(String run) {
        Optional.ofNullable(lost.get()).ifPresent(cause -> {
            throw new IllegalStateException("the watch ended, and may have missed pods", cause);
        });
        return seen.stream()
                .filter(pod -> pod.runKey().equals(RunKey.of(run)))
                .map(Seen::uid)
                .toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
