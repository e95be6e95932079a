package dev.forge.k8s.manifest;

import dev.forge.contract.pipeline.ContainerExpressions;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The containers that an author's words become, with what Forge adds where they do not say it. */
final class AuthoredContainers {
    static final String TERMINATION_LOG = "/dev/termination-log";
    static final String FROM_FILE = "File";

    private final KubernetesSettings settings;
    private final StepTask task;
    private final Asked asked;
    private final Workspace workspace;
    private final ModuleEnvironment environment;

    AuthoredContainers(KubernetesSettings settings, StepTask task, Asked asked, Workspace workspace) {
        this.settings = settings;
        this.task = task;
        this.asked = asked;
        this.workspace = workspace;
        this.environment =
                new ModuleEnvironment(task, asked.env(), settings.transfer().env());
    }

    /** Those that decide: the module's, or the raw ones that take its place. */
    List<Container> main() {
        if (asked.containers().isEmpty()) {
            return List.of(main(module()));
        }
        return IntStream.range(0, asked.containers().size())
                .mapToObj(i -> main(named(asked.containers().get(i), i)))
                .toList();
    }

    List<Container> before() {
        return asked.initContainers().stream().map(this::other).toList();
    }

    /** Kubernetes ends them once those that decide have ended, and does not ask how. */
    List<Container> beside() {
        return asked.sidecars().stream()
                .map(sidecar -> new ContainerBuilder(other(sidecar))
                        .withRestartPolicy("Always")
                        .build())
                .toList();
    }

    private Container module() {
        ContainerBuilder module = new ContainerBuilder()
                .withName(Names.MODULE_CONTAINER)
                .withImage(task.image())
                .withCommand(task.command())
                .withArgs(args())
                // As on a laptop. A program that needs its image's own folder says so in a raw container.
                .withWorkingDir(Workspace.PATH);
        asked.securityContext().ifPresent(module::withSecurityContext);
        if (task.kind() != StepKind.MODULE) {
            settings.transfer()
                    .credentialsSecret()
                    .ifPresent(secret -> module.withEnvFrom(ModuleEnvironment.credentials(secret)));
        }
        return module.build();
    }

    /** Those of Source and Sink hold addresses, which whoever puts an object may choose, beside the store's credentials. */
    private List<String> args() {
        return task.kind() == StepKind.MODULE
                ? task.args()
                : task.args().stream().map(ContainerExpressions::literal).toList();
    }

    private static Container named(Container raw, int index) {
        if (raw.getRestartPolicy() != null) {
            throw Refusals.configuration(
                    "kubernetes.containers[" + index + "] has a restartPolicy, and an attempt runs once",
                    "leave it out, and say retry: for the module; a container that runs beside is a sidecar");
        }
        checkEndsByItself(raw, index);
        String ordinal = index == 0 ? Names.MODULE_CONTAINER : Names.MODULE_CONTAINER + "-" + (index + 1);
        return raw.getName() == null
                ? new ContainerBuilder(raw).withName(ordinal).build()
                : raw;
    }

    /** What such a hook or probe kills exits like a program that has done its work, and nothing in its pod tells them apart. */
    private static void checkEndsByItself(Container raw, int index) {
        Map<String, Boolean> kills = new LinkedHashMap<>();
        kills.put("livenessProbe", raw.getLivenessProbe() != null);
        kills.put("startupProbe", raw.getStartupProbe() != null);
        kills.put(
                "lifecycle.postStart",
                raw.getLifecycle() != null && raw.getLifecycle().getPostStart() != null);
        kills.entrySet().stream().filter(Map.Entry::getValue).findFirst().ifPresent(there -> {
            throw Refusals.configuration(
                    "kubernetes.containers[" + index + "] has a " + there.getKey()
                            + ", by which kubelet would end it before it has ended by itself",
                    "leave it out, and bound the module by timeout:; a sidecar may have one");
        });
    }

    private Container main(Container container) {
        List<VolumeMount> mounts = new ArrayList<>(mounts(container, asked.volumeMounts()));
        if (task.kind() == StepKind.SINK) {
            mounts.add(workspace.runFolderToLookAt());
        }
        List<EnvVar> env = environment.ofMain(data(mounts), output(container));
        return new ContainerBuilder(filled(container, env, mounts))
                .withResources(resources(container))
                .build();
    }

    private Container other(Container container) {
        List<VolumeMount> mounts = mounts(container, List.of());
        return filled(container, environment.ofOthers(data(mounts), output(container)), mounts);
    }

    private Container filled(Container container, List<EnvVar> env, List<VolumeMount> mounts) {
        return new ContainerBuilder(container)
                .withImage(Optional.ofNullable(container.getImage())
                        .map(settings.images()::full)
                        .orElse(null))
                .withImagePullPolicy(Optional.ofNullable(container.getImagePullPolicy())
                        .orElse(settings.images().pullPolicy()))
                .withEnv(joined(env, container.getEnv(), EnvVar::getName))
                .withVolumeMounts(mounts)
                .withSecurityContext(Security.filled(
                        Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new)))
                .withTerminationMessagePath(output(container))
                .withTerminationMessagePolicy(Optional.ofNullable(container.getTerminationMessagePolicy())
                        .orElse(FROM_FILE))
                .build();
    }

    /** Its own, those asked for beside, and the workspace, unless it mounts that somewhere itself. */
    private List<VolumeMount> mounts(Container container, List<VolumeMount> more) {
        List<VolumeMount> own = joined(more, container.getVolumeMounts(), VolumeMount::getMountPath).stream()
                .map(workspace::confined)
                .toList();
        boolean there = own.stream()
                .anyMatch(mount ->
                        Workspace.VOLUME.equals(mount.getName()) || Workspace.PATH.equals(mount.getMountPath()));
        return there
                ? own
                : Stream.concat(Stream.of(workspace.data()), own.stream()).toList();
    }

    private static String data(List<VolumeMount> mounts) {
        return mounts.stream()
                .filter(mount -> Workspace.VOLUME.equals(mount.getName()))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElse(Workspace.PATH);
    }

    private static String output(Container container) {
        return Optional.ofNullable(container.getTerminationMessagePath()).orElse(TERMINATION_LOG);
    }

    private ResourceRequirements resources(Container container) {
        return Optional.ofNullable(container.getResources()).orElseGet(() -> Amounts.requirements(amounts()));
    }

    private Map<String, Quantity> amounts() {
        return task.kind() == StepKind.MODULE
                ? Amounts.over(task.resources(), settings.defaults().resources())
                : Amounts.of(task.resources());
    }

    /** The container's own win over those of the same key; they come last, so that they can refer to the others. */
    private static <T> List<T> joined(List<T> added, List<T> own, Function<T, String> key) {
        var taken = own.stream().map(key).collect(Collectors.toSet());
        List<T> all = new ArrayList<>(
                added.stream().filter(each -> !taken.contains(key.apply(each))).toList());
        all.addAll(own);
        return all;
    }
}
