package dev.forge.k8s.watch;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Events of a namespace, listed only while somebody asks, once for all who do: they tell why a pod waits, which
 * neither it nor its Job says.
 */
public final class NamespaceEvents {
    private static final Logger LOG = LoggerFactory.getLogger(NamespaceEvents.class);

    /** How old what is told may be. */
    public static final Duration AGE = Duration.ofSeconds(2);

    // A namespace with many Events is listed less often: so that it never takes more than a twentieth of the time.
    private static final int REST = 20;
    private static final Set<String> KINDS = Set.of("Job", "Pod", "PersistentVolumeClaim");

    private final KubernetesClient client;
    private final String namespace;
    private final Waiters waiters;
    private final Clock clock;
    private final AtomicBoolean listing = new AtomicBoolean();
    private final Set<String> askers = ConcurrentHashMap.newKeySet();
    private volatile Map<String, List<Event>> known = Map.of();
    private volatile Instant next = Instant.MIN;

    public NamespaceEvents(KubernetesClient client, String namespace, Waiters waiters, Clock clock) {
        this.client = client;
        this.namespace = namespace;
        this.waiters = waiters;
        this.clock = clock;
    }

    /** What is known of a Job, its pods and their claims; who waits for the Job is woken when more is. */
    public List<Event> about(Job job, List<Pod> pods) {
        askers.add(job.getMetadata().getUid());
        if (!clock.instant().isBefore(next) && listing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("events of " + namespace).start(this::list);
        }
        List<Event> about = new ArrayList<>(known.getOrDefault(job.getMetadata().getUid(), List.of()));
        for (Pod pod : pods) {
            about.addAll(known.getOrDefault(pod.getMetadata().getUid(), List.of()));
            claims(pod).forEach(claim -> about.addAll(known.getOrDefault(claimKey(claim), List.of())));
        }
        return about;
    }

    private static List<String> claims(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .flatMap(claim -> Optional.ofNullable(claim).stream())
                .map(claim -> claim.getClaimName())
                .distinct()
                .toList();
    }

    private static String claimKey(String claim) {
        return "claim " + claim;
    }

    private void list() {
        Instant begun = clock.instant();
        try {
            known = byObject(client.v1().events().inNamespace(namespace).list().getItems());
        } catch (KubernetesClientException e) {
            // Without Events a wait is told with less detail; who waits goes on waiting.
            LOG.debug("The Events of {} cannot be listed", namespace, e);
        } finally {
            Duration rest = Duration.between(begun, clock.instant()).multipliedBy(REST);
            next = clock.instant().plus(rest.compareTo(AGE) > 0 ? rest : AGE);
            listing.set(false);
        }
        List<String> asked = List.copyOf(askers);
        askers.removeAll(asked);
        asked.forEach(waiters::wake);
    }

    private static Map<String, List<Event>> byObject(List<Event> all) {
        Map<String, List<Event>> events = new HashMap<>();
        for (Event event : all) {
            ObjectReference object = event.getInvolvedObject();
            if (KINDS.contains(object.getKind())) {
                event.getMetadata().setManagedFields(List.of());
                events.computeIfAbsent(key(object), _ -> new ArrayList<>(2)).add(event);
            }
        }
        return events;
    }

    private static String key(ObjectReference object) {
        return "PersistentVolumeClaim".equals(object.getKind())
                ? claimKey(object.getName())
                : String.valueOf(object.getUid());
    }
}
