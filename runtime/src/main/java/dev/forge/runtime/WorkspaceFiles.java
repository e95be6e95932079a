package dev.forge.runtime;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import java.util.List;

/**
 * The files of runs' workspaces, to look at. Regular files alone: links are not listed, and one is followed only where it
 * stays in the workspace. What is read while a step writes is as it stands at that moment.
 *
 * <p>What infrastructure keeps from answering is thrown as {@link RuntimeUnavailable}; asking again later is right.
 */
public interface WorkspaceFiles {
    /** A part of the list, in its order. */
    FilesAnswer list(FilesQuery query);

    /** Some bytes of a file. */
    FileAnswer read(FileQuery query);

    /** The first bytes of several files, up to {@link FileQuery#LARGEST_PART} of each, in their order. */
    default List<FileAnswer> readBeginnings(String runId, List<String> paths) {
        return paths.stream()
                .map(path -> read(new FileQuery(runId, path, 0, FileQuery.LARGEST_PART)))
                .toList();
    }

    /** What an adapter says of a path that leads out of its workspace. */
    static FileAnswer.Refused leadingOut() {
        return new FileAnswer.Refused(
                "is a link that leads out of the workspace, or lies behind one",
                "have the step copy what it leads to into the workspace");
    }

    /** What an adapter says of a path that is neither a file nor a folder. */
    static FileAnswer.Refused special() {
        return new FileAnswer.Refused(
                "is no regular file, but a device, a pipe or a socket", "name a file of the list");
    }

    /** What an adapter says of a folder. */
    static FileAnswer.Refused folder() {
        return new FileAnswer.Refused("is a folder", "list it with prefix, and name one of its files");
    }
}
