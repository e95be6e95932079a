package dev.forge.k8s.attempts;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.StepOutcome;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which runs there are, and letting go of what an ended one has left. */
final class Releasing {
    private final Api api;
    private final List<WatchedNamespace> namespaces;
    private final Looking looking;
    private final Judging judging;
    private final Duration keepJobs;

    Releasing(Api api, List<WatchedNamespace> namespaces, Looking looking, Judging judging, Duration keepJobs) {
        this.api = api;
        this.namespaces = namespaces;
        this.looking = looking;
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

    /** The Jobs of a run, in all namespaces. */
    List<Job> jobs(String runId) {
        List<Job> jobs = new ArrayList<>();
        for (WatchedNamespace namespace : namespaces) {
            api.jobsOfRun(namespace.name(), RunKey.of(runId)).stream()
                    .filter(job -> isOf(runId, job))
                    .forEach(jobs::add);
        }
        return jobs;
    }

    /** Whether something of a Job may still run. */
    boolean isPresent(Job job) {
        return !(judging.verdict(looking.shown(job)) instanceof Judgement.Ended);
    }

    void release(String runId) {
        jobs(runId).forEach(this::release);
        for (WatchedNamespace namespace : namespaces) {
            api.runs(namespace.name()).stream().filter(run -> isOf(runId, run)).forEach(api::forget);
        }
    }

    // What has ended keeps its name for a time, so that a launch that comes too late finds it taken.
    private void release(Job job) {
        Optional<Job> now = Optional.of(job);
        while (now.isPresent() && !isReleased(now.get())) {
            now = api.job(job.getMetadata().getNamespace(), job.getMetadata().getName());
        }
    }

    private boolean isReleased(Job job) {
        return switch (judging.verdict(looking.shown(job))) {
            case Judgement.Ended(StepOutcome outcome) ->
                expires(job) || api.patch(job, expiry(job, outcome)).isPresent();
            case Judgement.Pending _, Judgement.Running _, Judgement.Ending _ -> {
                api.delete(job);
                yield true;
            }
        };
    }

    private String expiry(Job job, StepOutcome outcome) {
        return Boolean.TRUE.equals(job.getSpec().getSuspend())
                ? Changes.rest(job, outcome, Tombstone.kept(keepJobs))
                : Changes.expiry(job, keepJobs);
    }

    private static boolean expires(Job job) {
        return Optional.ofNullable(job.getSpec().getTtlSecondsAfterFinished()).isPresent();
    }

    private static boolean isOf(String runId, Job job) {
        return Annotations.of(job, Names.RUN_ID).equals(Optional.of(runId));
    }

    private static boolean isOf(String runId, ConfigMap run) {
        return Annotations.of(run, Names.RUN_ID).equals(Optional.of(runId));
    }
}
