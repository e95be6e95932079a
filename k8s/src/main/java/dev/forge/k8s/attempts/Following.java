package dev.forge.k8s.attempts;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.k8s.logs.LogFollowing;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Has the logs of those attempts followed that this worker has launched or awaits; others follow their own. */
final class Following {
    private final LogFollowing logs;
    private final Map<String, AttemptId> mine = new ConcurrentHashMap<>();

    Following(LogFollowing logs) {
        this.logs = logs;
    }

    void expect(Job job) {
        Annotations.attempt(job).ifPresent(attempt -> mine.put(job.getMetadata().getUid(), attempt));
    }

    boolean expects(String jobUid) {
        return mine.containsKey(jobUid);
    }

    void seen(Pod pod) {
        if (Pods.hasStarted(pod)) {
            for (OwnerReference owner : pod.getMetadata().getOwnerReferences()) {
                AttemptId attempt = mine.get(owner.getUid());
                if (attempt != null) {
                    logs.follow(attempt, pod);
                }
            }
        }
    }

    /**
     * The attempt has ended: its log is completed in the background, so that little is left to do for whoever has to
     * wait for it. Where no watch has shown how its pod ended, all is left to him: the pod may still be there.
     */
    void ended(Launched launched, Optional<Pod> pod, Instant endedAt) {
        Optional<AttemptId> expected = Optional.ofNullable(mine.remove(launched.uid()));
        expected.ifPresent(attempt -> pod.ifPresent(ended -> Thread.ofVirtual()
                .name("end of the log of " + attempt.name())
                .start(() -> complete(attempt, ended, endedAt))));
    }

    private void complete(AttemptId attempt, Pod pod, Instant endedAt) {
        try {
            logs.complete(attempt, Optional.of(pod), endedAt, _ -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
