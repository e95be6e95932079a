package dev.forge.runtime.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/** Removes workspaces, so that nobody ever continues on half of one. */
final class Workspaces {
    private static final String LEAVING = ".removed-";

    private Workspaces() {}

    static void remove(Path run, Path workspace) throws IOException {
        if (!Files.isDirectory(run)) {
            return;
        }
        for (Path each : List.of(workspace, run.resolve(LocalFolders.KEPT))) {
            if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(each, run.resolve(LEAVING + UUID.randomUUID()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        // Those too that somebody was killed over.
        try (DirectoryStream<Path> leaving = Files.newDirectoryStream(run, LEAVING + "*")) {
            for (Path each : leaving) {
                RemovedTree.remove(each);
            }
        }
    }
}
