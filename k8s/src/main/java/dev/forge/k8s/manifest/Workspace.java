package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.Optional;

/**
 * The run's folder on the volume of a claim, and who sees how much of the volume.
 *
 * @param key the run key
 */
record Workspace(String claim, String key) {
    /** The volume's name in every pod; no module may give it to another. */
    static final String VOLUME = "workspace";

    /** Where modules find it. */
    static final String PATH = "/data";

    /** Where the containers that make and remove runs' folders see the whole volume. */
    static final String ROOT_PATH = "/volume";

    /** Where the container that keeps and puts back, and the sink, see the run's folder. */
    static final String RUN_PATH = "/run-folder";

    /** A file of the run's folder that its first step makes: without it, the folder is not the one that was begun. */
    static final String BEGUN = RUN_PATH + "/begun";

    static Workspace of(String claim, String runId) {
        return new Workspace(claim, RunKey.of(runId));
    }

    Volume volume() {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .build();
    }

    /** What a module sees: its run's files, and nothing of other runs. */
    VolumeMount data() {
        return at(PATH, folder() + "/data");
    }

    VolumeMount runFolder() {
        return at(RUN_PATH, folder());
    }

    VolumeMount runFolderToLookAt() {
        return new VolumeMountBuilder(runFolder()).withReadOnly(true).build();
    }

    static VolumeMount root() {
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(ROOT_PATH)
                .build();
    }

    /** A mount that an author has written: where it is of the workspace's volume, kept to the run's files. */
    VolumeMount confined(VolumeMount mount) {
        if (!VOLUME.equals(mount.getName())) {
            return mount;
        }
        if (mount.getSubPathExpr() != null) {
            throw Refusals.configuration(
                    "the volume workspace cannot be mounted with subPathExpr", "write the folder out as subPath");
        }
        String within =
                Optional.ofNullable(mount.getSubPath()).map(path -> "/" + path).orElse("");
        return new VolumeMountBuilder(mount)
                .withSubPath(folder() + "/data" + within)
                .build();
    }

    private VolumeMount at(String path, String subPath) {
        return new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(path)
                .withSubPath(subPath)
                .build();
    }

    private String folder() {
        return "runs/" + key;
    }
}
