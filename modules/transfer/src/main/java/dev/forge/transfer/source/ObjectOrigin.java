package dev.forge.transfer.source;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Download;
import dev.forge.transfer.s3.Listing;
import dev.forge.transfer.s3.RemoteObject;
import dev.forge.transfer.s3.Store;
import dev.forge.transfer.s3.Version;
import dev.forge.transfer.workspace.RelativeName;
import dev.forge.transfer.workspace.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A single object: a zip that is unpacked, or a file. A zip is fetched whole before it is unpacked: its directory, which
 * alone is to be believed, stands at its end; all of it is looked at before a file is written; and entries can then be
 * unpacked side by side.
 */
final class ObjectOrigin implements Origin {
    private static final long COUNTED = 100_000;

    private static final int NOT_FOUND = 404;

    private final S3Location from;
    private final Version wanted;
    private final Store store;
    private final Archives archives;
    private final Progress progress;

    ObjectOrigin(S3Location from, Version wanted, Store store, Archives archives, Progress progress) {
        this.from = from;
        this.wanted = wanted;
        this.store = store;
        this.archives = archives;
        this.progress = progress;
    }

    @Override
    public Summary gather(Staging staging) throws IOException {
        progress.phase("fetching");
        RemoteObject object = fetch(staging.spool());
        long bytes = object.size();
        if (archives.isZip(from, from.fileName(), staging.spool())) {
            bytes = archives.unpack(from, staging.spool(), staging.files());
            Files.delete(staging.spool());
        } else {
            keep(object, staging);
        }
        return new Summary(
                1, progress.files(), bytes, 0, from.uri(), object.version().etag());
    }

    private RemoteObject fetch(Path file) throws IOException {
        try {
            return new Download(store, progress).whole(from, wanted, file);
        } catch (TransferFailure failure) {
            throw isNotThere(failure) ? withHint(failure) : failure;
        }
    }

    private static boolean isNotThere(TransferFailure failure) {
        return failure.getCause() instanceof AwsServiceException answer && answer.statusCode() == NOT_FOUND;
    }

    /** A forgotten slash is the most frequent reason for a missing object. */
    private TransferFailure withHint(TransferFailure failure) {
        S3Location slash = from.withKey(from.key() + "/");
        try {
            long count = new Listing(store).count(slash, COUNTED);
            if (count == 0) {
                return failure;
            }
            String number = count > COUNTED ? "more than " + COUNTED : String.valueOf(count);
            return new TransferFailure(
                    Category.SOURCE_MISSING,
                    "No object " + from.uri() + ", but " + number + " begin" + (count == 1 ? "s" : "") + " with "
                            + slash.uri() + ".",
                    "Add the slash: " + slash.uri(),
                    failure);
        } catch (TransferFailure noList) {
            failure.addSuppressed(noList);
            return failure;
        }
    }

    private void keep(RemoteObject object, Staging staging) throws IOException {
        String name = from.fileName();
        RelativeName.reasonAgainst(name).ifPresent(reason -> {
            throw new TransferFailure(
                    Category.SOURCE_INVALID,
                    "The key's last part " + Quoted.name(name) + " " + reason + ", and so names no file.",
                    "Copy the object to a plainer key.");
        });
        Path file = staging.files().resolve(name);
        Files.move(staging.spool(), file);
        object.stamp().onFile(file);
        progress.file();
    }
}
