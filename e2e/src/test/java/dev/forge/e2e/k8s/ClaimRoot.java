package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.k8s.KubernetesSettings.User;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The whole volume of a space's claim, through a pod of the scenario's own: what whoever looks after the storage sees,
 * and can do to it. It goes with its namespace.
 */
final class ClaimRoot {
    private final KubernetesClient client = Cluster.shared().client();
    private final Pod pod;

    private ClaimRoot(Pod pod) {
        this.pod = pod;
    }

    static ClaimRoot of(Space space) {
        KubernetesClient client = Cluster.shared().client();
        Pod pod = client.resource(pod(space)).create();
        client.pods().resource(pod).waitUntilReady(Installation.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new ClaimRoot(pod);
    }

    /** Where a run's folder is, for scripts. */
    static String folder(String run) {
        return "/volume/runs/" + RunKey.of(run);
    }

    /** Whether a run's folder is there, or one that is being removed. */
    boolean hasAnythingOf(String run) throws Exception {
        return exitCode("[ -n \"$(find /volume -name '*" + RunKey.of(run) + "*')\" ]") == 0;
    }

    /** Lets it be found by a label, as pods are that want to be where it is. */
    void label(String key, String value) {
        // By its name: as it was when it was made, it cannot be changed any more.
        client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .edit(found -> new PodBuilder(found)
                        .editMetadata()
                        .addToLabels(key, value)
                        .endMetadata()
                        .build());
    }

    void run(String script) throws Exception {
        assertThat(exitCode(script)).as(script).isZero();
    }

    private int exitCode(String script) throws Exception {
        try (ExecWatch shell =
                client.pods().resource(pod).writingError(System.err).exec("sh", "-c", script)) {
            return shell.exitCode().get(1, TimeUnit.MINUTES);
        }
    }

    private static Pod pod(Space space) {
        return new PodBuilder()
                .withNewMetadata()
                .withGenerateName("claim-root-")
                .withNamespace(space.name())
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(User.DEFAULT.uid())
                .withRunAsGroup(User.DEFAULT.gid())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("shell")
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand(List.of("sleep", "86400"))
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
