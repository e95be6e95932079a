package dev.forge.transfer.workspace;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder inside the workspace in which a source gathers its files before they are seen.
 *
 * <p>The workspace is a mount point on Kubernetes and cannot be renamed itself. So everything is gathered in
 * {@code .forge-source/files}; the names at its top are written down in {@code placing}; each is renamed into the
 * workspace; then {@code placing} becomes {@code placed}. Whoever begins again removes what either list names, so an
 * attempt that was killed anywhere leaves nothing behind, and {@code placed} exists only once the source is whole.
 */
public final class Staging {
    private static final String FOLDER = ".forge-source";
    private static final String FOLDERS = ".forge-into";
    private static final String PLACING = "placing";
    private static final String PLACED = "placed";
    /** A list of names; more than this at the top of a workspace was not written by us. */
    private static final long LONGEST_LIST = 512L << 20;

    private final Path workspace;
    private final Path folder;

    private Staging(Path workspace, Path folder) {
        this.workspace = workspace;
        this.folder = folder;
    }

    /** Removes what an earlier attempt left and begins with an empty folder. */
    public static Staging begin(Path workspace) throws IOException {
        return begun(new Staging(workspace, workspace.resolve(FOLDER)));
    }

    /**
     * The same for a folder of the workspace, which is made if it is not there: what other sources have brought, to the top
     * or into other folders, stays.
     */
    public static Staging begin(Path workspace, RelativeName into) throws IOException {
        Path target = workspace;
        for (String part : into.text().split("/", -1)) {
            target = target.resolve(part);
            if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                make(target, into);
            }
        }
        return begun(new Staging(
                target, workspace.resolve(FOLDERS).resolve(into.text().replace("/", "~"))));
    }

    private static void make(Path target, RelativeName into) throws IOException {
        try {
            Files.createDirectory(target);
        } catch (FileAlreadyExistsException taken) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The workspace's " + Quoted.name(into.text()) + " is a file or a link, not a folder.",
                    "Name another folder by --into, or remove what is there.",
                    taken);
        }
    }

    private static Staging begun(Staging staging) throws IOException {
        staging.forget(PLACING);
        staging.forget(PLACED);
        Removal.of(staging.folder);
        Files.createDirectories(staging.files());
        return staging;
    }

    /** Where the source's files are gathered. */
    public Path files() {
        return folder.resolve("files");
    }

    /** A file for the archive itself while it is unpacked. */
    public Path spool() {
        return folder.resolve("spool");
    }

    /** Moves everything into the workspace and marks it as whole. */
    public void place() throws IOException {
        List<String> names = names();
        refuseTaken(names);
        write(names);
        for (String name : names) {
            move(files().resolve(name), workspace.resolve(name));
        }
        Files.move(folder.resolve(PLACING), folder.resolve(PLACED), StandardCopyOption.ATOMIC_MOVE);
        sync(workspace);
        sync(folder);
        Removal.of(files());
        Removal.of(spool());
    }

    /** Leaves nothing behind after a failure. */
    public void discard() throws IOException {
        forget(PLACING);
        Removal.of(folder);
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> top = Files.newDirectoryStream(files())) {
            top.forEach(path -> names.add(path.getFileName().toString()));
        }
        return names;
    }

    private void refuseTaken(List<String> names) {
        for (String name : names) {
            if (Files.exists(workspace.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new TransferFailure(
                        Category.CONFIGURATION,
                        "The workspace already holds " + Quoted.name(name) + ", which no source put there.",
                        "Start the run in an empty workspace, or rename the file in the source.");
            }
        }
    }

    private void write(List<String> names) throws IOException {
        Path list = folder.resolve(PLACING);
        String text = String.join("\n", names);
        try (FileChannel channel = FileChannel.open(list, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        sync(folder);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException twoVolumes) {
            throw new TransferFailure(
                    Category.STORAGE,
                    "The workspace lies on more than one file system: " + twoVolumes.getMessage() + ".",
                    "Mount nothing inside the workspace.",
                    twoVolumes);
        }
    }

    /** A module may have rewritten the list: only names of the workspace's own top are believed. */
    private void forget(String listName) throws IOException {
        Path list = folder.resolve(listName);
        if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(folder)) {
            return;
        }
        if (Files.size(list) > LONGEST_LIST) {
            throw new TransferFailure(
                    Category.STORAGE, "The file " + list + " was changed.", "Start the run in an empty workspace.");
        }
        for (String name : Files.readString(list).split("\n", -1)) {
            if (!name.contains("/") && RelativeName.reasonAgainst(name).isEmpty()) {
                Removal.of(workspace.resolve(name));
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
