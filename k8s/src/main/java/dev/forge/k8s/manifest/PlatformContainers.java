package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small containers of Forge's own: they make the run's folder, keep, put back and show the workspace, remove it. */
record PlatformContainers(Images images, Workspace workspace) {
    /** A shell and cp; a quota that counts memory admits no container without. */
    private static final Resources SMALL =
            new Resources(Optional.of(new Quantity("10m")), Optional.of(new Quantity("64Mi")));

    /** Those that a step needs before anything of its author's runs. */
    List<Container> before(StepTask task) {
        List<Container> before = new ArrayList<>();
        switch (task.workspace()) {
            case BEGUN -> before.add(prepare());
            case CONTINUED -> {}
            case RESUMED -> before.add(resume());
        }
        if (task.restore()) {
            before.add(restore(task));
        }
        return before;
    }

    private Container prepare() {
        return container(
                Names.PREPARE_CONTAINER, Script.PREPARE.command(workspace.claim(), workspace.key()), Workspace.root());
    }

    private Container resume() {
        return container(
                Names.RESUME_CONTAINER, Script.RESUME.command(workspace.claim()), workspace.runFolderToLookAt());
    }

    private Container restore(StepTask task) {
        AttemptId attempt = task.attempt();
        String later = task.keptBefore() == 0 ? "" : "/" + task.keptBefore();
        String copy = Marks.label(attempt.step()) + "-"
                + RunKey.digest(attempt.execution() + "/" + attempt.step() + later, 8);
        return container(
                Names.RESTORE_CONTAINER, Script.RESTORE.command(workspace.claim(), copy), workspace.runFolder());
    }

    Container clean() {
        return container(
                Names.CLEAN_CONTAINER, Script.CLEAN.command(workspace.claim(), workspace.key()), Workspace.root());
    }

    /** Looks whether there are files: kubelet would make a folder for the next container where there is none. */
    Container look() {
        return container(
                Names.LOOK_CONTAINER,
                Script.LOOK.command(workspace.claim(), workspace.key()),
                new VolumeMountBuilder(Workspace.root()).withReadOnly(true).build());
    }

    /** Lists or reads files, and sees no other run's. */
    Container read(Reading reading) {
        return container(
                Names.READ_CONTAINER,
                reading.command(workspace.claim()),
                new VolumeMountBuilder(workspace.data()).withReadOnly(true).build());
    }

    private Container container(String name, List<String> command, VolumeMount mount) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(images.full(images.transfer()))
                .withImagePullPolicy(images.pullPolicy())
                .withCommand(command)
                .withResources(Amounts.requirements(Amounts.of(SMALL)))
                .withSecurityContext(Security.container())
                .withTerminationMessagePath(AuthoredContainers.TERMINATION_LOG)
                .withTerminationMessagePolicy(AuthoredContainers.FROM_FILE)
                .withVolumeMounts(mount)
                .build();
    }
}
