package dev.forge.transfer.sink;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.report.Summary;
import dev.forge.transfer.report.TransferFailure;
import dev.forge.transfer.s3.Marks;
import dev.forge.transfer.s3.Store;
import dev.forge.transfer.s3.Upload;
import dev.forge.transfer.s3.Uploads;
import dev.forge.transfer.workspace.Found;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.RelativeName;
import dev.forge.transfer.workspace.Spill;
import dev.forge.transfer.workspace.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Files as objects under a prefix. Each appears whole; the manifest, which lists them all, is taken away first and comes
 * last, so where there is one, everything it names is there.
 */
final class PrefixTarget {
    private final S3Location to;
    private final Store store;
    private final Uploads uploads;
    private final Progress progress;

    PrefixTarget(S3Location to, Store store, Uploads uploads, Progress progress) {
        this.to = to;
        this.store = store;
        this.uploads = uploads;
        this.progress = progress;
    }

    Summary take(Outgoing outgoing) throws IOException {
        Outgoing.Sum sum = outgoing.measure();
        progress.phase("sending");
        removeManifest();
        try (Spill list = new Spill(outgoing.workspace());
                Lanes lanes = new Lanes("send", Uploads.OPEN)) {
            Manifest manifest = new Manifest(list);
            outgoing.walk(found -> found(found, lanes, manifest));
            lanes.await();
            String etag = sendManifest(manifest, list);
            return sum.summary(manifest.files() + 1, to.uri(), Optional.ofNullable(etag));
        }
    }

    private void found(Found found, Lanes lanes, Manifest manifest) throws IOException {
        switch (found) {
            case Found.Folder folder -> {
                if (folder.empty()) {
                    lanes.run(() -> sendFolder(folder));
                }
            }
            case Found.File file -> lanes.run(() -> send(file, manifest));
        }
    }

    private void send(Found.File file, Manifest manifest) throws IOException {
        try (Upload upload = begin(file.name(), file.stamp(), file.size())) {
            Copied copied = Copied.from(file, upload, progress);
            upload.complete();
            manifest.add(file.name(), copied);
        }
        progress.file();
    }

    /** An empty folder has no object of its own; the usual sign for it is an empty one whose key ends in a slash. */
    private void sendFolder(Found.Folder folder) throws IOException {
        try (Upload upload = begin(folder.name() + "/", folder.stamp(), 0)) {
            upload.complete();
        }
    }

    private Upload begin(String name, Stamp stamp, long size) {
        String key = to.key() + name;
        if (key.getBytes(StandardCharsets.UTF_8).length > 1024) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "The key of " + name + " would be longer than S3's 1,024 bytes.",
                    "Send a zip, or choose a shorter prefix.");
        }
        return uploads.begin(to.withKey(key), Marks.of(stamp), size);
    }

    private String sendManifest(Manifest manifest, Spill list) throws IOException {
        manifest.end();
        try (Upload upload = uploads.begin(manifestLocation(), Map.of(), list.size());
                InputStream content = list.content()) {
            content.transferTo(upload);
            return upload.complete();
        }
    }

    private void removeManifest() {
        S3Location manifest = manifestLocation();
        store.call(
                manifest,
                client -> client.deleteObject(
                        request -> request.bucket(manifest.bucket()).key(manifest.key())));
    }

    private S3Location manifestLocation() {
        return to.withKey(to.key() + RelativeName.manifest());
    }
}
