package dev.forge.k8s.verdict;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A pod of a {@link Scene}: on node n1, mounting claim runs, with grace of 30 s, its module in some state. */
final class ScenePod {
    static final String NAME = "weather-monthly-1-x7k2p";
    static final String UID = "pod-uid";

    private PodBuilder pod;

    private ScenePod(ContainerState module) {
        pod = new PodBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(Scene.NAMESPACE)
                .withUid(UID)
                .withCreationTimestamp(Scene.CREATED.toString())
                .endMetadata()
                .withNewSpec()
                .withNodeName("n1")
                .withTerminationGracePeriodSeconds(30L)
                .addNewVolume()
                .withName("workspace")
                .withNewPersistentVolumeClaim("runs", false)
                .endVolume()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .withStartTime(Scene.CREATED.toString())
                .endStatus();
        main("module", module);
    }

    static ScenePod running() {
        return new ScenePod(runs());
    }

    static ScenePod exited(int code) {
        return exited(code, code == 0 ? "Completed" : "Error", "");
    }

    static ScenePod exited(int code, String reason, String message) {
        return new ScenePod(ends(code, reason, message));
    }

    static ScenePod waiting(String reason, String message) {
        return new ScenePod(waits(reason, message)).phase("Pending");
    }

    static ScenePod creating() {
        return waiting("ContainerCreating", "");
    }

    static ScenePod unscheduled(String message) {
        return creating()
                .change(it -> it.editSpec()
                        .withNodeName(null)
                        .endSpec()
                        .editStatus()
                        .withStartTime(null)
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(message)
                        .withLastTransitionTime(Scene.CREATED.toString())
                        .endCondition()
                        .endStatus());
    }

    ScenePod named(String name) {
        return change(
                it -> it.editMetadata().withName(name).withUid("uid-of-" + name).endMetadata());
    }

    ScenePod main(String name, ContainerState state) {
        return change(it -> it.editSpec()
                .addToContainers(new ContainerBuilder()
                        .withName(name)
                        .withImage("weather:1")
                        .withCommand("./monthly")
                        .withNewResources()
                        .endResources()
                        .build())
                .endSpec()
                .editStatus()
                .addToContainerStatuses(status(name, state))
                .endStatus());
    }

    /** With the manifest's word on which containers decide. */
    ScenePod deciding(String... names) {
        return change(it -> it.editMetadata()
                .addToAnnotations(Names.CONTAINERS, String.join(",", names))
                .endMetadata());
    }

    /** The module's state, by another. */
    ScenePod replacing(ContainerState state) {
        return change(it -> it.editStatus()
                .editFirstContainerStatus()
                .withState(state)
                .endContainerStatus()
                .endStatus());
    }

    ScenePod init(String name, ContainerState state) {
        return before(name, "", state);
    }

    ScenePod sidecar(String name, ContainerState state) {
        return before(name, "Always", state);
    }

    private ScenePod before(String name, String policy, ContainerState state) {
        return change(it -> it.editSpec()
                .addToInitContainers(new ContainerBuilder()
                        .withName(name)
                        .withImage("tools:1")
                        .withRestartPolicy(policy.isEmpty() ? null : policy)
                        .build())
                .endSpec()
                .editStatus()
                .addToInitContainerStatuses(status(name, state))
                .endStatus());
    }

    ScenePod limited(String resource, String amount) {
        return change(it -> it.editSpec()
                .editFirstContainer()
                .withNewResources()
                .withLimits(Map.of(resource, new Quantity(amount)))
                .endResources()
                .endContainer()
                .endSpec());
    }

    ScenePod phase(String phase) {
        return change(it -> it.editStatus().withPhase(phase).endStatus());
    }

    /** When kubelet took it, by its node's clock. */
    ScenePod accepted(Instant at) {
        return change(it -> it.editStatus().withStartTime(at.toString()).endStatus());
    }

    ScenePod rejected(String reason, String message) {
        return phase("Failed")
                .change(it ->
                        it.editStatus().withReason(reason).withMessage(message).endStatus());
    }

    ScenePod disrupted(String reason, Instant at) {
        return change(it -> it.editStatus()
                .addNewCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason(reason)
                .withMessage("as Kubernetes says it")
                .withLastTransitionTime(at.toString())
                .endCondition()
                .endStatus());
    }

    /** As the API server writes it at the first request, with the grace of the pod. */
    ScenePod deletionAsked(Instant at) {
        return deleted(at.plusSeconds(30), 30);
    }

    /** As kubelet writes it when all has ended, or a person with --force. */
    ScenePod deletedAtOnce(Instant at) {
        return deleted(at, 0);
    }

    private ScenePod deleted(Instant until, long grace) {
        return change(it -> it.editMetadata()
                .withDeletionTimestamp(until.toString())
                .withDeletionGracePeriodSeconds(grace)
                .endMetadata());
    }

    ScenePod deadline(long seconds) {
        return change(it -> it.editSpec().withActiveDeadlineSeconds(seconds).endSpec());
    }

    Pod build() {
        return pod.build();
    }

    static ContainerState runs() {
        return new ContainerStateBuilder()
                .withNewRunning(Scene.STARTED.toString())
                .build();
    }

    static ContainerState ends(int code) {
        return ends(code, code == 0 ? "Completed" : "Error", "");
    }

    static ContainerState ends(int code, String reason, String message) {
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(reason)
                .withMessage(message)
                .withStartedAt(Scene.STARTED.toString())
                .withFinishedAt(Scene.FINISHED.toString())
                .endTerminated()
                .build();
    }

    static ContainerState waits(String reason, String message) {
        return new ContainerStateBuilder().withNewWaiting(message, reason).build();
    }

    private static ContainerStatus status(String name, ContainerState state) {
        return new ContainerStatusBuilder().withName(name).withState(state).build();
    }

    private ScenePod change(UnaryOperator<PodBuilder> how) {
        pod = how.apply(pod);
        return this;
    }
}
