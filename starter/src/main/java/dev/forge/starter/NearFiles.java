package dev.forge.starter;

import dev.forge.runtime.WorkspaceFiles;
import java.util.Optional;

/**
 * The workspaces that the starter itself can see.
 *
 * @param files empty: only workers see them
 */
public record NearFiles(Optional<WorkspaceFiles> files) {
    /** For a starter whose runs are on a cluster. */
    public static final NearFiles NONE = new NearFiles(Optional.empty());

    public static NearFiles of(WorkspaceFiles files) {
        return new NearFiles(Optional.of(files));
    }
}
