package dev.forge.k8s.attempts;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.Launched;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.runtime.JobRuntime.Present;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What there is of a run, as the API server says it now: what a watch has not shown yet, or does not show any more, may
 * run all the same.
 */
final class Presence {
    private final Api api;
    private final List<WatchedNamespace> namespaces;
    private final Judging judging;

    Presence(Api api, List<WatchedNamespace> namespaces, Judging judging) {
        this.api = api;
        this.namespaces = namespaces;
        this.judging = judging;
    }

    /** The attempts of which something may still run. */
    List<Present> present(String runId) {
        return mayRun(all(runId));
    }

    /** The same as the watches have shown it, as soon as they have shown anything; no pods whose Job is gone. */
    List<Present> known(String runId) {
        boolean listed =
                namespaces.stream().allMatch(namespace -> namespace.watch().listed());
        return mayRun(listed ? shown(runId) : all(runId));
    }

    private List<Present> mayRun(Map<Launched, Observed> attempts) {
        return attempts.entrySet().stream()
                .filter(each -> judging.mayRun(each.getValue()))
                .map(each -> new Present(each.getKey(), execution(each.getValue())))
                .toList();
    }

    private Map<Launched, Observed> shown(String runId) {
        Map<Launched, Observed> shown = new LinkedHashMap<>();
        for (WatchedNamespace namespace : namespaces) {
            namespace.watch().labelled(Names.RUN, RunKey.of(runId)).stream()
                    .filter(job -> isOf(runId, job))
                    .forEach(job -> shown.put(launched(job), Looking.seen(namespace.watch(), job)));
        }
        return shown;
    }

    /** All attempts: each Job with its pods, and pods whose Job is gone. */
    Map<Launched, Observed> all(String runId) {
        Map<Launched, Observed> all = new LinkedHashMap<>();
        namespaces.forEach(namespace -> all.putAll(all(runId, namespace)));
        return all;
    }

    private Map<Launched, Observed> all(String runId, WatchedNamespace namespace) {
        Map<Launched, Observed> all = new LinkedHashMap<>();
        // The pods after the Jobs: of a Job that is seen to make none any more, all that it has made are seen then.
        List<Job> jobs = api.jobsOfRun(namespace.name(), RunKey.of(runId));
        Map<Launched, List<Pod>> pods = byJob(runId, api.podsOfRun(namespace.name(), RunKey.of(runId)));
        jobs.stream().filter(job -> isOf(runId, job)).forEach(job -> {
            Launched launched = launched(job);
            List<Pod> there = Optional.ofNullable(pods.remove(launched)).orElseGet(List::of);
            all.put(
                    launched,
                    new Observed(Optional.of(job), Looking.andEnded(namespace, launched.uid(), there), List.of()));
        });
        pods.forEach((launched, left) -> all.put(launched, new Observed(Optional.empty(), left, List.of())));
        return all;
    }

    private static Map<Launched, List<Pod>> byJob(String runId, List<Pod> pods) {
        Map<Launched, List<Pod>> byJob = new LinkedHashMap<>();
        for (Pod pod : pods) {
            Pods.job(pod)
                    .filter(_ -> isOf(runId, pod))
                    .ifPresent(job ->
                            byJob.computeIfAbsent(job, _ -> new ArrayList<>(1)).add(pod));
        }
        return byJob;
    }

    static Launched launched(Job job) {
        return new Launched(job.getMetadata().getName(), job.getMetadata().getUid());
    }

    /** Temporal's Run ID of the execution that launched it. */
    static String execution(Observed attempt) {
        return Stream.concat(attempt.job().stream(), attempt.pods().stream())
                .flatMap(each -> Annotations.of(each, Names.EXECUTION).stream())
                .findFirst()
                .orElse("");
    }

    static boolean isOf(String runId, HasMetadata object) {
        return Annotations.of(object, Names.RUN_ID).equals(Optional.of(runId));
    }
}
