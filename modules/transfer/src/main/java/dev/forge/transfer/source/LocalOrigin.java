package dev.forge.transfer.source;

import dev.forge.transfer.location.FileLocation;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Selection;
import dev.forge.transfer.workspace.Staging;
import dev.forge.transfer.workspace.Stamp;
import dev.forge.transfer.workspace.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/** A folder, a zip or another file of this machine. */
final class LocalOrigin implements Origin {
    private static final int BUFFER = 256 << 10;

    private final FileLocation from;
    private final Path workspace;
    private final Archives archives;
    private final Progress progress;
    private long bytes;

    LocalOrigin(FileLocation from, Path workspace, Archives archives, Progress progress) {
        this.from = from;
        this.workspace = workspace;
        this.archives = archives;
        this.progress = progress;
    }

    @Override
    public Summary gather(Staging staging) throws IOException {
        progress.phase("copying");
        if (!Files.exists(from.path())) {
            throw failure(Category.SOURCE_MISSING, "does not exist.", "Correct the path.");
        }
        if (!Files.isReadable(from.path())) {
            throw failure(Category.SOURCE_DENIED, "may not be read by this user.", "Allow it (chmod, chown).");
        }
        if (Files.isDirectory(from.path())) {
            return folder(staging);
        }
        if (!Files.isRegularFile(from.path()) || from.endsWithSlash()) {
            throw failure(Category.SOURCE_INVALID, "is not a folder.", "Name a folder, or a file without a slash.");
        }
        return file(staging);
    }

    private Summary file(Staging staging) throws IOException {
        Path path = from.path();
        String name = path.getFileName().toString();
        if (archives.isZip(from, name, path)) {
            bytes = archives.unpack(from, path, staging.files());
        } else {
            PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
            copy(new Found.File(name, path, Stamp.of(attributes), attributes.size()), staging.files());
        }
        return summary(1);
    }

    private Summary folder(Staging staging) throws IOException {
        Path root = from.path().toRealPath();
        Path here = workspace.toRealPath();
        if (root.startsWith(here) || here.startsWith(root)) {
            throw failure(
                    Category.CONFIGURATION, "and the workspace lie in each other.", "Take the source from elsewhere.");
        }
        Selection all = Selection.of(List.of(), List.of());
        new Tree(root, all, progress::skip).walk(found -> put(found, staging.files()));
        new Tree(root, all, told -> {}).walk(found -> stampFolder(found, staging.files()));
        return summary(progress.files());
    }

    private void put(Found found, Path into) throws IOException {
        switch (found) {
            case Found.Folder folder -> Files.createDirectory(into.resolve(folder.name()));
            case Found.File file -> copy(file, into);
        }
    }

    private void copy(Found.File file, Path into) throws IOException {
        Path target = into.resolve(file.name());
        try (InputStream in = Files.newInputStream(file.path());
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[Math.clamp(file.size() + 1, 1, BUFFER)];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                bytes += count;
                progress.bytes(count);
            }
        }
        file.stamp().onFile(target);
        progress.file();
    }

    private static void stampFolder(Found found, Path into) throws IOException {
        if (found instanceof Found.Folder folder) {
            folder.stamp().onFolder(into.resolve(folder.name()));
        }
    }

    private Summary summary(long objects) {
        return new Summary(objects, progress.files(), bytes, progress.skipped(), from.uri(), Optional.empty());
    }

    private TransferFailure failure(Category category, String rest, String fix) {
        return new TransferFailure(category, "The source " + Quoted.name(from.uri()) + " " + rest, fix);
    }
}
