package dev.forge.k8s.manifest;

import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.MainContainers;
import dev.forge.k8s.Names;
import dev.forge.k8s.WaitingLimits;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The one pod of an attempt. */
final class PodTemplate {
    /** For what starts before the module and has no limit of its own: keeping a large workspace, an author's init. */
    private static final Duration BEFORE_THE_MODULE = Duration.ofHours(1);

    private final KubernetesSettings settings;
    private final Namespace namespace;

    PodTemplate(KubernetesSettings settings, Namespace namespace) {
        this.settings = settings;
        this.namespace = namespace;
    }

    /** The pod of a task for which all this is asked, the platform's wishes included. */
    PodTemplateSpec of(StepTask task, Asked asked) {
        Workspace workspace = Workspace.of(namespace.claim(), task.attempt().runId());
        AuthoredContainers authored = new AuthoredContainers(settings, task, asked, workspace);
        List<Container> main = authored.main();
        List<Container> before = Stream.of(
                        new PlatformContainers(settings.images(), workspace).before(task),
                        authored.before(),
                        authored.beside())
                .flatMap(List::stream)
                .toList();
        PodSpec pod = base(asked, workspace)
                .withServiceAccountName(serviceAccount(task, asked).orElse(null))
                .withActiveDeadlineSeconds(backstop(task))
                .addAllToVolumes(asked.volumes())
                .withInitContainers(before)
                .withContainers(main)
                .build();
        PodRules.check(pod);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Marks.labels(settings.installation(), task))
                .withAnnotations(annotations(task, main))
                .endMetadata()
                .withSpec(pod)
                .build();
    }

    /** What all pods of Forge's have in common, those that clean too. */
    PodSpecBuilder base(Asked asked, Workspace workspace) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(settings.grace().toSeconds())
                .withSecurityContext(Security.pod(settings.user()))
                .withImagePullSecrets(asked.imagePullSecrets().stream()
                        .map(LocalObjectReference::new)
                        .toList())
                .withNodeSelector(asked.nodeSelector())
                .withTolerations(asked.tolerations())
                .withAffinity(asked.affinity().orElse(null))
                .withPriorityClassName(asked.priorityClass().orElse(null))
                .withRuntimeClassName(asked.runtimeClass().orElse(null))
                .withVolumes(workspace.volume());
    }

    /** A module's own, else its namespace's, else the platform's; Source and Sink have one of their own. */
    private Optional<String> serviceAccount(StepTask task, Asked asked) {
        return task.kind() == StepKind.MODULE
                ? task.kubernetes()
                        .serviceAccount()
                        .or(namespace::serviceAccount)
                        .or(asked::serviceAccount)
                : settings.transfer().serviceAccount().or(namespace::serviceAccount);
    }

    /**
     * Kubernetes' own deadline, for when nobody awaits the attempt: its time begins with kubelet's, so that volumes,
     * images and init containers are in it.
     */
    private long backstop(StepTask task) {
        WaitingLimits limits = settings.limits();
        long seconds = Stream.of(
                        task.timeout(),
                        limits.volume(),
                        limits.image(),
                        limits.imageFault(),
                        settings.grace(),
                        BEFORE_THE_MODULE)
                .mapToLong(Duration::toSeconds)
                .reduce(1, Math::addExact);
        return Math.min(seconds, Integer.MAX_VALUE);
    }

    private static Map<String, String> annotations(StepTask task, List<Container> main) {
        Map<String, String> annotations = new LinkedHashMap<>(Marks.annotations(task));
        annotations.put(
                Names.CONTAINERS,
                MainContainers.annotation(main.stream().map(Container::getName).toList()));
        return annotations;
    }
}
