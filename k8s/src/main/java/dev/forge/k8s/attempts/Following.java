package dev.forge.k8s.attempts;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.k8s.logs.LogFollowing;
import dev.forge.runtime.LogContext;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the logs of those attempts followed that this worker has launched or awaits; others follow their own. */
final class Following {
    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

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
     * wait for it.
     *
     * @param pod finds the attempt's pod
     */
    void ended(Launched launched, Function<AttemptId, Optional<Pod>> pod, Instant endedAt) {
        ended(launched.uid(), pod, endedAt);
    }

    private void ended(String jobUid, Function<AttemptId, Optional<Pod>> pod, Instant endedAt) {
        Optional.ofNullable(mine.remove(jobUid))
                .ifPresent(attempt -> Thread.ofVirtual()
                        .name("end of the log of " + attempt.name())
                        .start(() -> {
                            try (LogContext _ = LogContext.of(attempt)) {
                                complete(attempt, pod, endedAt);
                            }
                        }));
    }

    /** A run is over: what nobody has seen the end of, as of attempts that were canceled, ends with it. */
    void released(String runId, Function<AttemptId, Optional<Pod>> pod, Instant at) {
        mine.forEach((uid, attempt) -> {
            if (attempt.runId().equals(runId)) {
                ended(uid, pod, at);
            }
        });
    }

    private void complete(AttemptId attempt, Function<AttemptId, Optional<Pod>> pod, Instant endedAt) {
        try {
            logs.complete(attempt, pod.apply(attempt), endedAt, _ -> {});
        } catch (RuntimeUnavailable e) {
            LOG.info("attempt {}: its log is completed when somebody waits for it: {}", attempt.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
