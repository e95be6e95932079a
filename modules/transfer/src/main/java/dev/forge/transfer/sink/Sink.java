package dev.forge.transfer.sink;

import dev.forge.transfer.location.FileLocation;
import dev.forge.transfer.location.Location;
import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Side;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Store;
import dev.forge.transfer.s3.StoreSettings;
import dev.forge.transfer.s3.Uploads;
import dev.forge.transfer.workspace.Leftovers;
import dev.forge.transfer.workspace.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes files out of the workspace, as a zip or one by one. */
public final class Sink {
    private final Path workspace;
    private final Selection selection;
    private final StoreSettings settings;
    private final Progress progress;

    /** What a sink needs to know of its place: how to put a zip there, or files. */
    private interface Place {
        Summary take(Outgoing outgoing) throws IOException;
    }

    public Sink(Path workspace, Selection selection, StoreSettings settings, Progress progress) {
        this.workspace = workspace;
        this.selection = selection;
        this.settings = settings;
        this.progress = progress;
    }

    public Summary send(Location to) throws IOException {
        Leftovers.remove(workspace);
        Outgoing outgoing = new Outgoing(workspace, selection, progress);
        return switch (to) {
            case FileLocation file -> local(file).take(outgoing);
            case S3Location s3 -> remote(s3, outgoing);
        };
    }

    private Place local(FileLocation to) {
        if (to.path().startsWith(workspace)) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The sink " + to.uri() + " lies in the workspace that it is to take.",
                    "Name a place outside of " + workspace + ".");
        }
        return to.namesZip()
                ? outgoing -> zipFile(to, outgoing)
                : outgoing -> new FolderTarget(to, progress).take(outgoing);
    }

    private Summary zipFile(FileLocation to, Outgoing outgoing) throws IOException {
        try (NewFile file = NewFile.beside(to.path())) {
            Outgoing.Sum sum = outgoing.zip(file.content());
            file.appear();
            return sum.summary(1, to.uri(), Optional.empty());
        }
    }

    private Summary remote(S3Location to, Outgoing outgoing) throws IOException {
        try (Store store = Store.open(settings, Side.SINK);
                Uploads uploads = new Uploads(store, workspace)) {
            if (to.namesZip()) {
                return new ObjectTarget(to, uploads).take(outgoing);
            }
            if (to.isPrefix()) {
                return new PrefixTarget(to, store, uploads, progress).take(outgoing);
            }
        }
        throw new TransferFailure(
                Category.CONFIGURATION,
                "The sink " + to.uri() + " names neither a zip nor a prefix.",
                "End it in .zip for one object, or in a slash for many.");
    }
}
