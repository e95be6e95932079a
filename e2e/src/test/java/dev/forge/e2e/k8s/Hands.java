package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.provider.Arguments;

/** What people and other programs do to a run's Jobs and pods. */
final class Hands {
    private static final String FINALIZER = "forge.dev/test";

    private final Installation forge;
    private final KubernetesClient client = Cluster.shared().client();

    Hands(Installation forge) {
        this.forge = forge;
    }

    /** The pod of a step's attempt, once its module listens to signals and Forge has seen it run. */
    Pod ready(String run, String step, int attempt) {
        Pod pod = Awaitility.await()
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> pod(run, step, attempt), this::isReady);
        forge.await(run, report -> {
            var attempts = Installation.step(report, step).attempts();
            return attempts.size() == attempt && attempts.getLast().startedAt().isPresent();
        });
        return pod;
    }

    private boolean isReady(Pod pod) {
        return client.pods()
                .resource(pod)
                .inContainer(Names.MODULE_CONTAINER)
                .getLog()
                .contains(Manners.READY);
    }

    private Pod pod(String run, String step, int attempt) {
        return forge.pods(run).stream()
                .filter(pod -> label(pod, Names.STEP).equals(step))
                .filter(pod -> label(pod, Names.ATTEMPT).equals(Integer.toString(attempt)))
                .findFirst()
                .orElseThrow();
    }

    private static String label(Pod pod, String name) {
        return pod.getMetadata().getLabels().getOrDefault(name, "");
    }

    void deletePod(Pod pod) {
        client.pods().resource(pod).delete();
    }

    /** As a drain does it. */
    void evict(Pod pod) {
        assertThat(client.pods().resource(pod).evict()).isTrue();
    }

    /** Each way to delete a Job, with each of a module's manners. */
    static Stream<Arguments> deletions() {
        return Stream.of(DeletionPropagation.values())
                .flatMap(how -> Stream.of(Manners.values()).map(manners -> Arguments.of(how, manners)));
    }

    void deleteJob(Pod ofItsPod, DeletionPropagation propagation) {
        job(ofItsPod).withPropagationPolicy(propagation).delete();
    }

    void awaitJobGone(Pod ofItsPod) {
        until(() -> job(ofItsPod).get() == null);
    }

    private ScalableResource<Job> job(Pod ofItsPod) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(ofItsPod.getMetadata().getNamespace())
                .withName(ofItsPod.getMetadata().getLabels().get("job-name"));
    }

    /** Keeps a pod's object from going, as a controller does that has yet to look at it. */
    void hold(Pod pod) {
        change(
                pod,
                each -> each.edit()
                        .editMetadata()
                        .addToFinalizers(FINALIZER)
                        .endMetadata()
                        .build());
    }

    void letGo(Pod pod) {
        change(
                pod,
                each -> each.edit()
                        .editMetadata()
                        .removeFromFinalizers(FINALIZER)
                        .endMetadata()
                        .build());
    }

    // Kubelet writes to the pod as well: whoever comes second reads again.
    private void change(Pod pod, UnaryOperator<Pod> how) {
        until(() -> {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .edit(how);
            return true;
        });
    }

    void awaitGone(Pod pod) {
        until(() -> client.pods().resource(pod).get() == null);
    }

    void awaitComplete(String run) {
        until(() -> forge.jobs(run).stream().anyMatch(Hands::isComplete));
    }

    private static boolean isComplete(Job job) {
        return job.getStatus() != null
                && List.copyOf(job.getStatus().getConditions()).stream()
                        .anyMatch(each -> each.getType().equals("Complete")
                                && each.getStatus().equals("True"));
    }

    private static void until(BooleanSupplier condition) {
        Awaitility.await().atMost(Installation.PATIENCE).ignoreExceptions().until(condition::getAsBoolean);
    }
}
