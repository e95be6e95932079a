import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates a Job, watches its pod, creates the next: what any chain of Jobs costs, with nothing kept or decided. */
final class BareLoop {
    static final Map<String, String> LABEL = Map.of("forge.bench/loop", "bare");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Place place;
    private final Ends ends;
    private final KubernetesClient client;
    private final Map<String, Instant> posts = new ConcurrentHashMap<>();
    private final AtomicInteger chains = new AtomicInteger();

    BareLoop(Place place, Ends ends) {
        this.place = place;
        this.ends = ends;
        this.client = new Calls(posts::put).seeing(place.client());
    }

    Chain chain(List<String> scripts) throws Exception {
        String chain = "bare-" + chains.incrementAndGet();
        List<Instant> posted = new ArrayList<>();
        List<Instant> ended = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            String name = chain + "-" + (i + 1);
            client.batch().v1().jobs().inNamespace(place.namespace()).resource(job(name, chain, scripts.get(i))).create();
            posted.add(posts.get(name));
            Ends.End end = ends.await(name, PATIENCE);
            if (end.exitCode() != 0) {
                throw new IllegalStateException(name + " exited with " + end.exitCode());
            }
            ended.add(end.at());
        }
        return new Chain(posted, ended);
    }

    private Job job(String name, String chain, String script) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(LABEL)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(LABEL)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(10_001L)
                .withRunAsGroup(10_001L)
                .withFsGroup(10_001L)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName("module")
                .withImage(place.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", script)
                .withWorkingDir("/data")
                .addNewVolumeMount()
                .withName("workspace")
                .withMountPath("/data")
                .withSubPath("bare/" + chain)
                .endVolumeMount()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .addNewVolume()
                .withName("workspace")
                .withNewPersistentVolumeClaim()
                .withClaimName(Place.CLAIM)
                .endPersistentVolumeClaim()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** So that nothing of it slows the next measurement. */
    void clean() throws Exception {
        place.removeJobs(LABEL);
    }
}
