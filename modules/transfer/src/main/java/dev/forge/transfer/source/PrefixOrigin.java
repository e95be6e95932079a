package dev.forge.transfer.source;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Download;
import dev.forge.transfer.s3.Listing;
import dev.forge.transfer.s3.Store;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.NameRegister;
import dev.forge.transfer.workspace.RelativeName;
import dev.forge.transfer.workspace.Staging;
import dev.forge.transfer.zip.UnpackLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.S3Object;

/** All objects whose keys begin with a prefix, each a file under the rest of its key. */
final class PrefixOrigin implements Origin {
    /** Small objects cost mostly waiting, so more of them are fetched at once than there are processors. */
    private static final int SIDE_BY_SIDE = 8;

    private final S3Location from;
    private final Store store;
    private final UnpackLimits limits;
    private final Progress progress;
    private final Download download;
    private final NameRegister names = new NameRegister();
    private long objects;
    private long entries;
    private long bytes;

    PrefixOrigin(S3Location from, Store store, UnpackLimits limits, Progress progress) {
        this.from = from;
        this.store = store;
        this.limits = limits;
        this.progress = progress;
        this.download = new Download(store, progress);
    }

    @Override
    public Summary gather(Staging staging) throws IOException {
        progress.phase("fetching");
        try (Lanes lanes = new Lanes("fetch", SIDE_BY_SIDE)) {
            new Listing(store).each(from, object -> object(object, staging.files(), lanes));
            lanes.await();
        }
        if (objects == 0) {
            throw missing();
        }
        return new Summary(entries, progress.files(), bytes, 0, from.uri(), Optional.empty());
    }

    private void object(S3Object object, Path root, Lanes lanes) throws IOException {
        objects++;
        String rest = object.key().substring(from.key().length());
        if (rest.isEmpty() || RelativeName.isManifest(rest)) {
            return;
        }
        limits.checkEntries(++entries, from.uri());
        limits.checkBytes(bytes += object.size(), from.uri());
        boolean folder = rest.endsWith("/") && object.size() == 0;
        Path path = root.resolve(name(object, folder ? rest.substring(0, rest.length() - 1) : rest, folder)
                .text());
        Files.createDirectories(folder ? path : path.getParent());
        if (!folder) {
            lanes.run(() -> fetch(object, path));
        }
    }

    private RelativeName name(S3Object object, String rest, boolean folder) {
        Optional<String> reason = RelativeName.reasonAgainst(rest);
        if (reason.isEmpty()) {
            RelativeName name = new RelativeName(rest);
            reason = folder ? names.folder(name) : names.file(name);
            if (reason.isEmpty()) {
                return name;
            }
        }
        throw new TransferFailure(
                Category.SOURCE_INVALID,
                "Key " + Quoted.name(object.key()) + " of bucket '" + from.bucket() + "' " + reason.orElseThrow()
                        + ", and so names no file.",
                "Copy the object to a plainer key, or choose a prefix without it.");
    }

    private void fetch(S3Object object, Path file) throws IOException {
        download.listed(from.withKey(object.key()), object, file).stamp().onFile(file);
        progress.file();
    }

    private TransferFailure missing() {
        String bare =
                from.key().isEmpty() ? "" : from.key().substring(0, from.key().length() - 1);
        boolean isObject = !bare.isEmpty() && new Listing(store).has(from.withKey(bare));
        return new TransferFailure(
                Category.SOURCE_MISSING,
                isObject
                        ? "No object begins with " + from.uri() + ", but "
                                + from.withKey(bare).uri() + " is one."
                        : "No object begins with " + from.uri() + ".",
                isObject ? "Leave the slash out." : "Correct the prefix, or upload the objects.");
    }
}
