package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import org.awaitility.Awaitility;

/** The whole volume of a scenario's claim, as those see it who look after the storage. */
final class VolumeRoot {
    private final KubernetesClient client = Cluster.shared().client();
    private final Space space;

    VolumeRoot(Space space) {
        this.space = space;
    }

    /** Runs a script over the volume, which is at {@code /volume}, in a pod of its own, to its end. */
    void sh(String script) {
        Pod pod = client.resource(pod(script)).create();
        Pod ended = Awaitility.await()
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> client.pods().resource(pod).get(),
                        each -> List.of("Succeeded", "Failed")
                                .contains(each.getStatus().getPhase()));
        assertThat(ended.getStatus().getPhase())
                .as(ended.getStatus().toString())
                .isEqualTo("Succeeded");
    }

    private Pod pod(String script) {
        return new PodBuilder()
                .withNewMetadata()
                .withGenerateName("volume-root-")
                .withNamespace(space.name())
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(10001L)
                .withRunAsGroup(10001L)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("hands")
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", script)
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("volume")
                .withMountPath("/volume")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("volume")
                .withNewPersistentVolumeClaim()
                .withClaimName(Space.CLAIM)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .build();
    }
}
