package dev.forge.contract.files;

import java.time.Instant;

/**
 * A regular file of a workspace.
 *
 * @param path below the workspace, with slashes
 * @param size bytes
 * @param modified by the clock of the machine that keeps the files; whole seconds
 */
public record WorkspaceFile(String path, long size, Instant modified) {
    public WorkspaceFile {
        if (path.isEmpty() || size < 0) {
            throw new IllegalArgumentException("no file is \"" + path + "\" and has " + size + " bytes");
        }
    }
}
