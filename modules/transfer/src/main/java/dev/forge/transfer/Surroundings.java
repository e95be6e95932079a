package dev.forge.transfer;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.DiskFaults;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.StoreSettings;
import dev.forge.transfer.zip.UnpackLimits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says.
 *
 * @param workspace an existing folder ({@code FORGE_DATA}, by default {@code /data})
 */
record Surroundings(Path workspace, UnpackLimits limits, StoreSettings store) {
    Surroundings {
        if (!Files.isDirectory(workspace)) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "There is no workspace at " + workspace + ".",
                    "Set FORGE_DATA to an existing folder, or mount one there.");
        }
        if (!Files.isWritable(workspace)) {
            throw new TransferFailure(
                    Category.STORAGE,
                    DiskFaults.user() + " may not write to the workspace " + workspace + ".",
                    "Let the platform's user and group own the volume's folder: fsGroup on the pod, an access point"
                            + " with that uid and gid on EFS, or chmod g+rwx on NFS.");
        }
    }

    static Surroundings of(Map<String, String> environment) {
        checkFileNames();
        checkBegun(environment);
        Path workspace = value(environment, "FORGE_DATA").map(Path::of).orElse(Path.of("/data"));
        return new Surroundings(
                workspace.toAbsolutePath().normalize(),
                UnpackLimits.from(environment),
                StoreSettings.from(environment));
    }

    /** Where failure or success is told as JSON. */
    static Optional<Path> output(Map<String, String> environment) {
        return value(environment, "FORGE_OUTPUT").map(Path::of);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }

    /**
     * Checks that the workspace is the one that the run began, by a file that its first step made ({@code FORGE_BEGUN}; on
     * Kubernetes alone, where kubelet makes an empty folder in place of one that somebody removed).
     */
    private static void checkBegun(Map<String, String> environment) {
        value(environment, "FORGE_BEGUN").map(Path::of).filter(Files::notExists).ifPresent(mark -> {
            throw new TransferFailure(
                    Category.STORAGE,
                    "The run's workspace is gone: its folder was removed, or its volume replaced, while the run went on.",
                    "Find out who removed it, then start the run again.");
        });
    }

    /** In a C locale Java cannot say file names beyond ASCII. */
    private static void checkFileNames() {
        String encoding = System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name());
        if (!encoding.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The locale's encoding is " + encoding + ", which cannot hold all file names.",
                    "Start the program by its launcher 'transfer', or set LC_ALL=C.UTF-8.");
        }
    }
}
