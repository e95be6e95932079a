package dev.forge.transfer.source;

import dev.forge.transfer.location.FileLocation;
import dev.forge.transfer.location.Location;
import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.Side;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Store;
import dev.forge.transfer.s3.StoreSettings;
import dev.forge.transfer.s3.Version;
import dev.forge.transfer.workspace.RelativeName;
import dev.forge.transfer.workspace.Staging;
import dev.forge.transfer.zip.UnpackLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings files into the workspace: all of them or none. What an earlier attempt brought is removed first, so that a
 * repeated source begins clean.
 */
public final class Source {
    private final Path workspace;
    private final Optional<RelativeName> into;
    private final Version wanted;
    private final UnpackMode mode;
    private final UnpackLimits limits;
    private final StoreSettings settings;
    private final Progress progress;

    /**
     * A source.
     *
     * @param into the folder of the workspace that gets the files; empty: its top
     * @param wanted of which version a single object must be
     */
    public Source(
            Path workspace,
            Optional<RelativeName> into,
            Version wanted,
            UnpackMode mode,
            UnpackLimits limits,
            StoreSettings settings,
            Progress progress) {
        this.workspace = workspace;
        this.into = into;
        this.wanted = wanted;
        this.mode = mode;
        this.limits = limits;
        this.settings = settings;
        this.progress = progress;
    }

    public Summary bring(Location from) throws IOException {
        checkVersion(from);
        Staging staging = into.isPresent() ? Staging.begin(workspace, into.get()) : Staging.begin(workspace);
        try {
            Summary summary = gather(from, staging);
            staging.place();
            return summary;
        } catch (IOException | RuntimeException | Error failed) {
            discard(staging, failed);
            throw failed;
        }
    }

    private void checkVersion(Location from) {
        boolean single = from instanceof S3Location s3 && !s3.isPrefix();
        if (!single && !wanted.equals(Version.ANY)) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "An ETag is a version of a single object, and " + Quoted.name(from.uri()) + " is none.",
                    "Leave --etag out, or name an object: s3://bucket/key.");
        }
    }

    private Summary gather(Location from, Staging staging) throws IOException {
        return switch (from) {
            case FileLocation file -> new LocalOrigin(file, workspace, archives(), progress).gather(staging);
            case S3Location s3 -> {
                try (Store store = Store.open(settings, Side.SOURCE)) {
                    Origin origin = s3.isPrefix()
                            ? new PrefixOrigin(s3, store, limits, progress)
                            : new ObjectOrigin(s3, wanted, store, archives(), progress);
                    yield origin.gather(staging);
                }
            }
        };
    }

    private Archives archives() {
        return new Archives(mode, limits, progress);
    }

    /** The first failure is the one to tell; what goes wrong while tidying up is added to it. */
    private static void discard(Staging staging, Throwable failed) {
        try {
            staging.discard();
        } catch (IOException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }
}
