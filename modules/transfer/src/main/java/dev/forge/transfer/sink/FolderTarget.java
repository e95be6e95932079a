package dev.forge.transfer.sink;

import dev.forge.transfer.location.FileLocation;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.Leftovers;
import dev.forge.transfer.workspace.RelativeName;
import dev.forge.transfer.workspace.Spill;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Files as files of a folder of this machine, each appearing whole, the manifest last, as under a prefix. */
final class FolderTarget {
    private final FileLocation to;
    private final Path root;
    private final Progress progress;

    FolderTarget(FileLocation to, Progress progress) {
        this.to = to;
        this.root = to.path();
        this.progress = progress;
    }

    Summary take(Outgoing outgoing) throws IOException {
        Outgoing.Sum sum = outgoing.measure();
        refuse(outgoing.workspace());
        progress.phase("copying");
        Files.createDirectories(root);
        Leftovers.removeUnclaimed(root);
        Files.deleteIfExists(root.resolve(RelativeName.manifest()));
        try (Spill list = new Spill(outgoing.workspace());
                Lanes lanes = new Lanes("copy", Lanes.processors())) {
            Manifest manifest = new Manifest(list);
            outgoing.walk(found -> found(found, lanes, manifest));
            lanes.await();
            outgoing.walkQuietly(this::stampFolder);
            putManifest(manifest, list);
            return sum.summary(manifest.files() + 1, to.uri(), Optional.empty());
        }
    }

    private void refuse(Path workspace) throws IOException {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new TransferFailure(
                    Category.SINK_MISSING,
                    "The sink " + to.uri() + " is a file, not a folder.",
                    "Name a folder, or a file that ends in .zip.");
        }
        Path real = Files.exists(root) ? root.toRealPath() : root;
        Path here = workspace.toRealPath();
        if (real.startsWith(here) || here.startsWith(real)) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The sink " + to.uri() + " and the workspace lie in each other.",
                    "Name a folder elsewhere.");
        }
    }

    private void found(Found found, Lanes lanes, Manifest manifest) throws IOException {
        switch (found) {
            case Found.Folder folder -> makeFolder(root.resolve(folder.name()));
            case Found.File file -> {
                Path place = root.resolve(file.name());
                makeFolder(Objects.requireNonNull(place.getParent()));
                lanes.run(() -> copy(file, place, manifest));
            }
        }
    }

    /** A link in the way would lead the files elsewhere. */
    private void makeFolder(Path folder) throws IOException {
        if (!folder.equals(root) && Files.isSymbolicLink(folder)) {
            throw new TransferFailure(
                    Category.SINK_DENIED,
                    folder + " is a symbolic link, and the sink does not write through it.",
                    "Remove the link, or choose an empty folder.");
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(folder);
        }
    }

    private void copy(Found.File file, Path place, Manifest manifest) throws IOException {
        try (NewFile target = NewFile.in(root, place)) {
            Copied copied = Copied.from(file, target.content(), progress);
            target.content().flush();
            file.stamp().onFile(target.path());
            target.appear();
            manifest.add(file.name(), copied);
        }
        progress.file();
    }

    private void stampFolder(Found found) throws IOException {
        if (found instanceof Found.Folder folder) {
            folder.stamp().onFolder(root.resolve(folder.name()));
        }
    }

    private void putManifest(Manifest manifest, Spill list) throws IOException {
        manifest.end();
        try (NewFile target = NewFile.in(root, root.resolve(RelativeName.manifest()));
                InputStream content = list.content()) {
            content.transferTo(target.content());
            target.appear();
        }
    }
}
