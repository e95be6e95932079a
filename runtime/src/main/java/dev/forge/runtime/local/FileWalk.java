package dev.forge.runtime.local;

import static java.util.Objects.requireNonNull;

import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.files.WorkspacePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One walk through a workspace, in the order of the list, which ends when the page is full. It holds the names of the
 * folders on the way, and looks at nothing that stands before the page.
 */
final class FileWalk {
    private final Path workspace;
    private final FilesQuery query;
    private final List<WorkspaceFile> found = new ArrayList<>();
    private Optional<String> remark = Optional.empty();

    FileWalk(Path workspace, FilesQuery query) {
        this.workspace = workspace;
        this.query = query;
    }

    FilesAnswer.Page page() {
        walk("");
        boolean more = found.size() > query.limit();
        return new FilesAnswer.Page(more ? found.subList(0, query.limit()) : found, more, remark);
    }

    /** Walks through a folder; its path ends with a slash, and is empty for the workspace itself. */
    private void walk(String folder) {
        for (String path : paths(folder)) {
            if (found.size() > query.limit()) {
                return;
            }
            visit(path);
        }
    }

    private List<String> paths(String folder) {
        List<String> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(workspace.resolve(folder))) {
            for (Path entry : entries) {
                String path = folder + entry.getFileName();
                if (isWanted(path)) {
                    paths.add(path);
                }
            }
        } catch (NoSuchFileException _) {
            // Somebody has removed it meanwhile, with all that was in it.
            return paths;
        } catch (IOException | DirectoryIteratorException e) {
            leaveOut(folder, e);
        }
        paths.sort(WorkspacePath.ORDER);
        return paths;
    }

    /** Whether it, or something in it, may be on the page. */
    private boolean isWanted(String path) {
        boolean before = !query.after().isEmpty()
                && WorkspacePath.ORDER.compare(path, query.after()) <= 0
                && !query.after().startsWith(path + "/");
        boolean ofPrefix = path.startsWith(query.prefix()) || query.prefix().startsWith(path + "/");
        return ofPrefix && !before;
    }

    private void visit(String path) {
        Path entry = workspace.resolve(path);
        try {
            // What it is itself, not where it leads.
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                walk(path + "/");
            } else if (attributes.isRegularFile() && path.startsWith(query.prefix()) && isChanged(entry, attributes)) {
                found.add(new WorkspaceFile(path, attributes.size(), modified(attributes)));
            }
        } catch (NoSuchFileException _) {
            // Somebody has removed it meanwhile.
            return;
        } catch (IOException e) {
            leaveOut(path, e);
        }
    }

    private boolean isChanged(Path file, BasicFileAttributes attributes) throws IOException {
        if (query.changed().isEmpty()) {
            return true;
        }
        List<Span> spans = query.changed().get();
        // What was copied or unpacked with an older time has this one all the same: nobody can set it.
        FileTime status = (FileTime) requireNonNull(Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS));
        return isIn(spans, attributes.lastModifiedTime().toInstant()) || isIn(spans, status.toInstant());
    }

    private static boolean isIn(List<Span> spans, Instant time) {
        return spans.stream().anyMatch(span -> span.has(time));
    }

    private static Instant modified(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** What its module has closed keeps nobody from the rest. */
    private void leaveOut(String path, Exception why) {
        remark = Optional.of(
                "What is at " + path + " cannot be read and is not in this list (" + why.getMessage() + ").");
    }
}
