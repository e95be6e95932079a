package dev.forge.runtime.local;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.WorkspaceFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The files of the workspaces under the root of local runs. */
public final class LocalWorkspaceFiles implements WorkspaceFiles {
    private final LocalFolders folders;

    /** The workspaces of the runs that were launched with this root in their {@link LocalSettings}. */
    public LocalWorkspaceFiles(Path root) {
        this.folders = new LocalFolders(root.toAbsolutePath().normalize());
    }

    @Override
    public FilesAnswer list(FilesQuery query) {
        Optional<Path> workspace = workspace(query.runId());
        return workspace.isPresent() ? new FileWalk(workspace.get(), query).page() : new FilesAnswer.NoWorkspace();
    }

    @Override
    public FileAnswer read(FileQuery query) {
        Optional<Path> workspace = workspace(query.runId());
        return workspace.isPresent() ? read(workspace.get(), query) : new FileAnswer.NoWorkspace();
    }

    /** By its real path, so that what lies in it can be told from what does not. */
    private Optional<Path> workspace(String runId) {
        Path workspace = folders.workspace(runId);
        try {
            return Optional.of(workspace.toRealPath());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new RuntimeUnavailable(
                    "The workspace " + workspace + " cannot be read (" + e.getMessage() + "): make it readable", e);
        }
    }

    private static FileAnswer read(Path workspace, FileQuery query) {
        try {
            Path real = workspace.resolve(query.path()).toRealPath();
            return real.startsWith(workspace) ? part(real, query) : WorkspaceFiles.leadingOut();
        } catch (NoSuchFileException | InvalidPathException _) {
            return new FileAnswer.NoFile();
        } catch (AccessDeniedException _) {
            return new FileAnswer.Refused(
                    "may not be read by the user of this engine", "have the step that makes it leave it readable");
        } catch (IOException e) {
            // A file in place of a folder on the way is one of these, too.
            if (Files.exists(workspace.resolve(query.path()))) {
                throw unreadable(query, e);
            }
            return new FileAnswer.NoFile();
        }
    }

    private static FileAnswer part(Path file, FileQuery query) throws IOException {
        // Before it is opened: a pipe would keep whoever opens it.
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return WorkspaceFiles.folder();
        }
        if (!attributes.isRegularFile()) {
            return WorkspaceFiles.special();
        }
        WorkspaceFile found = new WorkspaceFile(
                query.path(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS));
        return new FileAnswer.Part(found, bytes(file, query, attributes.size()));
    }

    private static byte[] bytes(Path file, FileQuery query, long size) throws IOException {
        // A RandomAccessFile says of one that may not be read that it is not found.
        try (SeekableByteChannel open = Files.newByteChannel(file)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(query.atMost(), Math.max(0, size - query.from())));
            open.position(query.from());
            while (bytes.hasRemaining()) {
                if (open.read(bytes) < 0) {
                    throw new EOFException("it became shorter while it was read");
                }
            }
            return bytes.array();
        }
    }

    private static RuntimeUnavailable unreadable(FileQuery query, IOException e) {
        return new RuntimeUnavailable(
                "The file " + query.path() + " of the run " + query.runId() + " cannot be read (" + e.getMessage()
                        + ")",
                e);
    }
}
