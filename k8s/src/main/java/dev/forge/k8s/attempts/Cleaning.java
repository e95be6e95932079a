package dev.forge.k8s.attempts;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.manifest.CleaningJob;
import dev.forge.k8s.watch.Waiters;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes workspaces, by a Job in each namespace whose volume may hold one. */
final class Cleaning {
    // What takes longer goes on by itself: whoever asks again finds the same Job.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final KubernetesSettings settings;
    private final Api api;
    private final List<WatchedNamespace> namespaces;
    private final Waiters waiters;
    private final Clock clock;

    Cleaning(KubernetesSettings settings, Api api, List<WatchedNamespace> namespaces, Waiters waiters, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.namespaces = namespaces;
        this.waiters = waiters;
        this.clock = clock;
    }

    void clean(String runId) throws InterruptedException {
        for (WatchedNamespace namespace : namespaces) {
            clean(runId, namespace);
        }
    }

    private void clean(String runId, WatchedNamespace namespace) throws InterruptedException {
        Job job = created(CleaningJob.of(settings, runId, namespace.settings()), namespace.name());
        Optional<String> failure = awaitEnd(runId, job, namespace);
        api.delete(job);
        if (failure.isPresent()) {
            throw unfinished(runId, namespace, failure.get());
        }
    }

    private Job created(Job wanted, String namespace) {
        String name = wanted.getMetadata().getName();
        try {
            return api.create(namespace, wanted);
        } catch (KubernetesClientException e) {
            if (!ApiAnswers.alreadyExists(e)) {
                throw ApiAnswers.unavailable("The Job " + name + " that removes a workspace", e);
            }
            return api.job(namespace, name)
                    .orElseThrow(() -> Api.odd("The Job " + name + " that removes a workspace was there and is gone:"
                            + " Forge tries again."));
        }
    }

    /** Waits for the Job's end; empty if it succeeded. */
    private Optional<String> awaitEnd(String runId, Job job, WatchedNamespace namespace) throws InterruptedException {
        String uid = job.getMetadata().getUid();
        Instant until = clock.instant().plus(PATIENCE);
        try (Waiters.Waiter waiter = waiters.register(uid)) {
            while (clock.instant().isBefore(until)) {
                waiter.forget();
                List<Pod> pods = namespace.watch().pods(uid);
                if (hasSucceeded(pods)) {
                    return Optional.empty();
                }
                Job now = there(job, namespace)
                        .orElseThrow(() -> unfinished(runId, namespace, "its Job was gone before it had ended"));
                if (condition(now, "Complete").isPresent()) {
                    return Optional.empty();
                }
                Optional<String> failed = condition(now, "Failed").map(JobCondition::getMessage);
                if (failed.isPresent()) {
                    return Optional.of(failed.get() + said(pods));
                }
                waiter.await(Duration.between(clock.instant(), until));
            }
        }
        throw unfinished(runId, namespace, "it is not done after " + PATIENCE.toMinutes() + " minutes, and goes on");
    }

    private Optional<Job> there(Job job, WatchedNamespace namespace) {
        String uid = job.getMetadata().getUid();
        return namespace
                .watch()
                .job(uid)
                .or(() -> api.job(namespace.name(), job.getMetadata().getName())
                        .filter(live -> live.getMetadata().getUid().equals(uid)));
    }

    private static boolean hasSucceeded(List<Pod> pods) {
        return pods.stream().anyMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase()));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus().getConditions().stream()
                .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
                .findFirst();
    }

    private static String said(List<Pod> pods) {
        return pods.stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getState)
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .flatMap(end -> Optional.ofNullable(end.getMessage()).stream())
                .reduce((_, last) -> last)
                .map(last -> "; it says: " + last.strip())
                .orElse("");
    }

    private static RuntimeUnavailable unfinished(String runId, WatchedNamespace namespace, String why) {
        return Api.odd("The workspace of the run " + runId + " on the volume "
                + namespace.settings().claim() + " of namespace " + namespace.name() + " is not removed yet: " + why
                + ". Forge tries again.");
    }
}
