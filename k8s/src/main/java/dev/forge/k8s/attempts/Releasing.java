package dev.forge.k8s.attempts;

import dev.forge.contract.step.StepOutcome;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which runs there are, and letting go of what an ended one has left. */
final class Releasing {
    private final Api api;
    private final List<WatchedNamespace> namespaces;
    private final Presence presence;
    private final Judging judging;
    private final Duration keepJobs;

    Releasing(Api api, List<WatchedNamespace> namespaces, Presence presence, Judging judging, Duration keepJobs) {
        this.api = api;
        this.namespaces = namespaces;
        this.presence = presence;
        this.judging = judging;
        this.keepJobs = keepJobs;
    }

    List<String> runs() {
        return namespaces.stream()
                .flatMap(namespace -> api.runs(namespace.name()).stream())
                .flatMap(run -> Annotations.of(run, Names.RUN_ID).stream())
                .distinct()
                .toList();
    }

    void release(String runId, Predicate<String> isOver) {
        List<Observed> attempts = List.copyOf(presence.all(runId).values());
        Set<String> executions = attempts.stream().map(Presence::execution).collect(Collectors.toSet());
        Set<String> over = executions.stream().filter(isOver).collect(Collectors.toSet());
        attempts.stream()
                .filter(attempt -> over.contains(Presence.execution(attempt)))
                .forEach(this::release);
        if (over.containsAll(executions)) {
            forget(runId);
        }
    }

    // What has ended keeps its name for a time, so that a launch that comes too late finds it taken.
    private void release(Observed attempt) {
        Optional<Job> now = attempt.job();
        while (now.isPresent() && !isReleased(now.get(), attempt)) {
            Job job = now.get();
            now = api.job(job.getMetadata().getNamespace(), job.getMetadata().getName());
        }
    }

    private boolean isReleased(Job job, Observed attempt) {
        Observed seen = new Observed(Optional.of(job), attempt.pods(), attempt.events());
        return switch (judging.verdict(seen)) {
            case Judgement.Ended(StepOutcome outcome)
            when finishes(job, seen) ->
                expires(job) || api.patch(job, expiry(job, outcome, keepJobs)).isPresent();
            case Judgement.Pending _,
                    Judgement.Running _,
                    Judgement.Ending _,
                    Judgement.Decided _,
                    Judgement.Ended _ -> {
                api.delete(job);
                yield true;
            }
        };
    }

    // A Job beside whose module something runs on never finishes, and so would never expire.
    private boolean finishes(Job job, Observed seen) {
        return isSuspended(job) || judging.endsByItself(seen);
    }

    private static boolean isSuspended(Job job) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    /**
     * The change by which Kubernetes removes a Job by itself.
     *
     * @param keepJobs how long it stays where its author has not said so
     */
    static String expiry(Job job, StepOutcome outcome, Duration keepJobs) {
        Duration kept = Annotations.of(job, Names.KEEP_JOB).map(Duration::parse).orElse(keepJobs);
        return isSuspended(job) ? Changes.rest(job, outcome, Tombstone.kept(kept)) : Changes.expiry(job, kept);
    }

    private static boolean expires(Job job) {
        return Optional.ofNullable(job.getSpec().getTtlSecondsAfterFinished()).isPresent();
    }

    private void forget(String runId) {
        for (WatchedNamespace namespace : namespaces) {
            api.runs(namespace.name()).stream()
                    .filter(run -> Presence.isOf(runId, run))
                    .forEach(api::forget);
        }
    }
}
