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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The small containers of Forge's own: they make the run's folder, keep and put back the workspace, remove it. */
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
