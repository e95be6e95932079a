package dev.forge.starter.api;

import dev.forge.contract.files.WorkspaceFile;
import dev.forge.starter.files.FoundFiles;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of a workspace's files.
 *
 * @param next the cursor to go on with; absent at the end
 * @param remark what may be missing, and why; absent where nothing is
 */
record FilePage(List<WorkspaceFile> files, Optional<String> next, Optional<String> remark) {
    FilePage {
        files = List.copyOf(files);
    }

    static FilePage of(FoundFiles found) {
        return new FilePage(found.files(), found.next(), found.remark());
    }
}
