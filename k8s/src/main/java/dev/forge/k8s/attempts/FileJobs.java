package dev.forge.k8s.attempts;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
import dev.forge.k8s.manifest.Reading;
import dev.forge.k8s.manifest.ReadingJob;
import dev.forge.k8s.watch.Waiters;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Asks by small Jobs that read a volume: each answers once, by its exit code and its log, and is deleted. */
final class FileJobs {
    /** Less than whoever asks waits for, so that the answer says why there is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    private final KubernetesSettings settings;
    private final Api api;
    private final Waiters waiters;
    private final Clock clock;

    FileJobs(KubernetesSettings settings, Api api, Waiters waiters, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.waiters = waiters;
        this.clock = clock;
    }

    /**
     * How such a Job has ended.
     *
     * @param said its termination message
     * @param log what it wrote; empty where it failed
     */
    record Answer(int code, String said, String log) {
        /** What was put into a log: a node's log is of lines of text, and this may be anything. */
        static byte[] unpacked(String lines) {
            try (GZIPInputStream bytes = new GZIPInputStream(
                    new ByteArrayInputStream(Base64.getMimeDecoder().decode(lines)))) {
                return bytes.readAllBytes();
            } catch (IOException | IllegalArgumentException e) {
                throw new RuntimeUnavailable("The log of a Job that reads files did not come whole", e);
            }
        }

        String text() {
            return new String(unpacked(log), StandardCharsets.UTF_8);
        }
    }

    Answer ask(String runId, WatchedNamespace namespace, Reading reading) {
        String question = UUID.randomUUID().toString().substring(0, 8);
        Job wanted = ReadingJob.of(settings, runId, namespace.settings(), reading, question);
        Job job = ApiAnswers.of(
                "The Job " + wanted.getMetadata().getName() + " that looks at files",
                () -> api.create(namespace.name(), wanted));
        try {
            return answer(job, namespace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailable("interrupted while files of " + runId + " were looked at", e);
        } finally {
            api.delete(job);
        }
    }

    private Answer answer(Job job, WatchedNamespace namespace) throws InterruptedException {
        String uid = job.getMetadata().getUid();
        Instant until = clock.instant().plus(PATIENCE);
        try (Waiters.Waiter waiter = waiters.register(uid)) {
            while (clock.instant().isBefore(until)) {
                waiter.forget();
                Optional<Answer> ended = namespace.watch().pods(uid).stream()
                        .flatMap(pod -> ended(pod, namespace).stream())
                        .findFirst();
                if (ended.isPresent()) {
                    return ended.get();
                }
                waiter.await(Duration.between(clock.instant(), until));
            }
        }
        throw Api.odd("The Job that looks at files in namespace " + namespace.name() + " has not ended within "
                + PATIENCE.toSeconds() + " s" + waiting(namespace.watch().pods(uid)));
    }

    /** Where the first container fails, the second never starts. */
    private Optional<Answer> ended(Pod pod, WatchedNamespace namespace) {
        Optional<ContainerStateTerminated> look = terminated(pod.getStatus().getInitContainerStatuses());
        Optional<ContainerStateTerminated> read = terminated(pod.getStatus().getContainerStatuses());
        return look.filter(end -> end.getExitCode() != 0)
                .or(() -> read)
                .map(end -> new Answer(
                        end.getExitCode(),
                        Optional.ofNullable(end.getMessage()).orElse("").strip(),
                        end.getExitCode() == 0
                                ? api.log(namespace.name(), pod.getMetadata().getName(), Names.READ_CONTAINER)
                                : ""));
    }

    private static Optional<ContainerStateTerminated> terminated(List<ContainerStatus> containers) {
        return containers.stream()
                .flatMap(container -> Optional.ofNullable(container.getState()).stream())
                .flatMap(state -> Optional.ofNullable(state.getTerminated()).stream())
                .findFirst();
    }

    /** What kubelet or the scheduler says of a pod that does not run. */
    private static String waiting(List<Pod> pods) {
        Stream<String> containers = pods.stream()
                .flatMap(pod -> Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream()))
                .flatMap(container -> Optional.ofNullable(container.getState()).stream())
                .flatMap(state -> Optional.ofNullable(state.getWaiting()).stream())
                .flatMap(wait -> Optional.ofNullable(wait.getReason()).stream());
        Stream<String> conditions = pods.stream()
                .flatMap(pod -> pod.getStatus().getConditions().stream())
                .filter(condition -> "False".equals(condition.getStatus()))
                .flatMap(condition -> Optional.ofNullable(condition.getMessage()).stream());
        return Stream.concat(conditions, containers)
                .findFirst()
                .map(why -> ": " + why)
                .orElse(pods.isEmpty() ? ": it has no pod" : "");
    }
}
