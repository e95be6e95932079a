package dev.forge.k8s;

import dev.forge.contract.step.AttemptId;
import dev.forge.k8s.logs.LogFollowing;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has the logs of those attempts followed that this worker has launched or awaits; others follow their own. */
final class Following {
    private final LogFollowing logs;
    private final Map<String, AttemptId> mine = new ConcurrentHashMap<>();

    Following(LogFollowing logs) {
        this.logs = logs;
    }

    void expect(Job job) {
        Annotations.attempt(job)
                .ifPresent(attempt -> mine.put(job.getMetadata().getUid(), attempt));
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

    void over(String jobUid) {
        mine.remove(jobUid);
    }
}
