package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunState;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several installations in one namespace, and several namespaces of one installation. */
class NeighboursE2E {
    private static final KubernetesClient CLIENT = Cluster.shared().client();

    /** With reapers that look all the time, and at once believe that a run is forgotten which Temporal does not know. */
    @Test
    void twoInstallationsInOneNamespaceLeaveEachOtherAlone() throws Exception {
        try (Installation here = eager(Installation.in(Space.named("here")));
                Installation there = eager(Installation.in(Space.named("there")))
                        .with("FORGE_INSTALLATION", "other")
                        .with("FORGE_NAMESPACES", here.space().name() + "=" + Space.CLAIM)) {
            WorkerProcess ofHere = here.startWorker();
            WorkerProcess ofThere = there.startWorker();
            String ours = here.submit(chain());
            String theirs = there.submit(chain());
            waiting(here.space().name(), ours);
            Pod their = waiting(here.space().name(), theirs);

            here.cancel(ours);
            assertThat(here.awaitEnd(ours).state()).isEqualTo(RunState.CANCELED);

            assertThat(live(here.space().name(), ours)).isEmpty();
            assertThat(live(here.space().name(), theirs)).extracting(Pods.UID).containsExactly(Pods.uid(their));
            Gated.open(their);
            assertThat(Gated.counted(there.awaitSuccess(theirs))).isEqualTo("1xwork");
            assertThat(ofHere.log() + ofThere.log()).doesNotContain("Ends attempt");
        }
    }

    private static Installation eager(Installation forge) {
        return forge.with("FORGE_REAPER_EVERY", "1s").with("FORGE_REAPER_APART", "0s");
    }

    @Test
    void oneWorkerServesTwoNamespacesThatHaveClaimsQuotasAndServiceAccountsOfTheirOwn() throws Exception {
        try (Space second = Space.named("second");
                Installation forge = Installation.in(Space.named("first"))) {
            String first = forge.space().name();
            claim(second.name(), "others");
            account(first, "modules-first");
            account(second.name(), "modules-second");
            // The first takes one pod at a time.
            forge.space().quota("narrow", Map.of("pods", "1"));
            second.quota("wide", Map.of("pods", "3"));
            forge.with(
                            "FORGE_NAMESPACES",
                            first + "=" + Space.CLAIM + ":modules-first," + second.name() + "=others:modules-second")
                    .startWorker();

            String inFirst = forge.submit(chain());
            Pod one = waiting(first, inFirst);
            String waits = forge.submit(chain().namespace(first));
            String inSecond = forge.submit(chain().namespace(second.name()));
            Pod two = waiting(second.name(), inSecond);
            forge.await(
                    waits,
                    report -> Installation.step(report, "work")
                            .waiting()
                            .filter(waiting -> waiting.why().contains("narrow"))
                            .isPresent());

            assertThat(one.getSpec().getServiceAccountName()).isEqualTo("modules-first");
            assertThat(two.getSpec().getServiceAccountName()).isEqualTo("modules-second");
            assertThat(claims(one)).containsExactly(Space.CLAIM);
            assertThat(claims(two)).containsExactly("others");
            Gated.open(one);
            Gated.open(two);
            Gated.open(waiting(first, waits));
            for (String run : List.of(inFirst, inSecond, waits)) {
                assertThat(Gated.counted(forge.awaitSuccess(run))).isEqualTo("1xwork");
            }
            assertThat(live(second.name(), inFirst)).isEmpty();
        }
    }

    private static Chain chain() {
        return Chain.named("neighbour")
                .module("work", Gated.EXITS_0_ON_TERM.script())
                .module("count", Gated.count());
    }

    private static void claim(String namespace, String name) {
        PersistentVolumeClaim first = CLIENT.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(Space.CLAIM)
                .get();
        CLIENT.resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes(first.getSpec().getAccessModes())
                        .withStorageClassName(first.getSpec().getStorageClassName())
                        .withNewResources()
                        .withRequests(first.getSpec().getResources().getRequests())
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private static void account(String namespace, String name) {
        CLIENT.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private static Pod waiting(String namespace, String run) {
        return Gated.waiting(() -> live(namespace, run), "work");
    }

    private static List<Pod> live(String namespace, String run) {
        return CLIENT.pods().inNamespace(namespace).withLabel(Names.RUN, RunKey.of(run)).list().getItems().stream()
                .filter(pod ->
                        !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
                .toList();
    }

    private static List<String> claims(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .flatMap(volume -> Optional.ofNullable(volume.getPersistentVolumeClaim()).stream())
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .toList();
    }
}
