package dev.forge.starter.files;

import dev.forge.contract.files.WorkspaceFile;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of a workspace's files.
 *
 * @param next the cursor to go on with; empty at the end
 * @param remark what may be missing, and why
 */
public record FoundFiles(List<WorkspaceFile> files, Optional<String> next, Optional<String> remark) {
    public FoundFiles {
        files = List.copyOf(files);
    }
}
