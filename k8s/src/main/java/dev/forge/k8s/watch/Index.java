package dev.forge.k8s.watch;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The Jobs and Pods of an installation in one namespace, as its watches have shown them last. */
final class Index {
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Map<String, String> uids = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Pod>> pods = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Pod>> departed = new ConcurrentHashMap<>();
    private final Waiters waiters;
    private final Consumer<Pod> podSeen;
    private volatile boolean jobsListed;
    private volatile boolean podsListed;

    Index(Waiters waiters, Consumer<Pod> podSeen) {
        this.waiters = waiters;
        this.podSeen = podSeen;
    }

    /** Whether all that was there has been listed once; who waits for that is woken. */
    boolean listed() {
        return jobsListed && podsListed;
    }

    Optional<Job> job(String uid) {
        return Optional.ofNullable(jobs.get(uid));
    }

    /** The Jobs with that label. */
    List<Job> labelled(String name, String value) {
        return jobs.values().stream()
                .filter(job -> value.equals(job.getMetadata().getLabels().get(name)))
                .toList();
    }

    Optional<Job> named(String name) {
        return Optional.ofNullable(uids.get(name)).flatMap(this::job);
    }

    /** The Job's pods that are there. */
    List<Pod> pods(String job) {
        return List.copyOf(pods.getOrDefault(job, Map.of()).values());
    }

    /** The Job's pods that were seen to end before they went: what they ended with is known though they are gone. */
    List<Pod> departed(String job) {
        return List.copyOf(departed.getOrDefault(job, Map.of()).values());
    }

    private final class Jobs implements Watched<Job> {
        @Override
        public void listed(List<Job> all) {
            Set<String> there = new HashSet<>();
            all.forEach(job -> there.add(uid(job)));
            List.copyOf(jobs.values()).stream()
                    .filter(job -> !there.contains(uid(job)))
                    .forEach(this::gone);
            all.forEach(this::changed);
            jobsListed = true;
            waiters.wakeAll();
        }

        @Override
        public void changed(Job job) {
            jobs.put(uid(job), job);
            uids.put(job.getMetadata().getName(), uid(job));
            waiters.wake(uid(job));
        }

        @Override
        public void gone(Job job) {
            jobs.remove(uid(job));
            uids.remove(job.getMetadata().getName(), uid(job));
            departed.remove(uid(job));
            waiters.wake(uid(job));
        }
    }

    private final class Pods implements Watched<Pod> {
        @Override
        public void listed(List<Pod> all) {
            Set<String> there = new HashSet<>();
            all.forEach(pod -> there.add(uid(pod)));
            List<Pod> known = new ArrayList<>();
            pods.values().forEach(some -> known.addAll(some.values()));
            known.stream().filter(pod -> !there.contains(uid(pod))).forEach(this::gone);
            all.forEach(this::changed);
            podsListed = true;
            waiters.wakeAll();
        }

        @Override
        public void changed(Pod pod) {
            owner(pod).ifPresent(job -> {
                // Before anybody can judge by it: who is told an end asks for the last lines of a log that is followed.
                podSeen.accept(pod);
                pods.computeIfAbsent(job, _ -> new ConcurrentHashMap<>(2)).put(uid(pod), pod);
                waiters.wake(job);
            });
        }

        @Override
        public void gone(Pod pod) {
            owner(pod).ifPresent(job -> {
                podSeen.accept(pod);
                keepIfEnded(job, pod);
                pods.computeIfPresent(job, (_, there) -> {
                    there.remove(uid(pod));
                    return there.isEmpty() ? null : there;
                });
                waiters.wake(job);
            });
        }
    }

    Watched<Job> ofJobs() {
        return new Jobs();
    }

    Watched<Pod> ofPods() {
        return new Pods();
    }

    private void keepIfEnded(String job, Pod pod) {
        if (jobs.containsKey(job) && ended(pod)) {
            departed.computeIfAbsent(job, _ -> new ConcurrentHashMap<>(2)).put(uid(pod), pod);
        }
    }

    static boolean ended(Pod pod) {
        List<ContainerStatus> containers = pod.getStatus().getContainerStatuses();
        return !containers.isEmpty()
                && containers.stream().allMatch(each -> each.getState().getTerminated() != null);
    }

    private static Optional<String> owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> "Job".equals(owner.getKind()))
                .map(OwnerReference::getUid)
                .findFirst()
                .or(() -> maker(pod));
    }

    /** A Job that was deleted alone does not own its pod any more. */
    private static Optional<String> maker(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels()).map(labels -> labels.get(Names.JOB_UID));
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }
}
