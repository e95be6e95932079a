package dev.forge.k8s;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/**
 * What is seen of an attempt at one time.
 *
 * @param job empty: it is not there, or another of its name is
 * @param pods all that the Job owns, those that are being deleted too
 * @param events of the Job, its pods and their claims; only fetched while they can matter, and may be gone
 */
public record Observed(Optional<Job> job, List<Pod> pods, List<Event> events) {
    public Observed {
        pods = List.copyOf(pods);
        events = List.copyOf(events);
    }
}
