package dev.forge.standalone.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Puts one file, in parts where it is large. */
final class Upload {
    // Small enough to be sent again after a fault, large enough that 10,000 parts hold 640 GiB.
    private static final long PART = 64L << 20;

    private final S3Client s3;
    private final Path file;
    private final ObjectPlace place;
    private final TransferProgress progress;

    Upload(S3Client s3, Path file, ObjectPlace place, TransferProgress progress) {
        this.s3 = s3;
        this.file = file;
        this.place = place;
        this.progress = progress;
    }

    ObjectPlace run() {
        try {
            long size = Files.size(file);
            if (size <= PART) {
                s3.putObject(request -> request.bucket(place.bucket()).key(place.key()), part(0, size));
            } else {
                inParts(size);
            }
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }

    private void inParts(long size) {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(place.bucket()).key(place.key()))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long from = 0; from < size; from += PART) {
                parts.add(sent(upload, parts.size() + 1, part(from, Math.min(PART, size - from))));
            }
            s3.completeMultipartUpload(request -> request.bucket(place.bucket())
                    .key(place.key())
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
        } catch (RuntimeException e) {
            s3.abortMultipartUpload(
                    request -> request.bucket(place.bucket()).key(place.key()).uploadId(upload));
            throw e;
        }
    }

    private CompletedPart sent(String upload, int number, RequestBody body) {
        String tag = s3.uploadPart(
                        request -> request.bucket(place.bucket())
                                .key(place.key())
                                .uploadId(upload)
                                .partNumber(number),
                        body)
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    private RequestBody part(long from, long length) {
        return RequestBody.fromContentProvider(() -> stream(from, length), length, "application/octet-stream");
    }

    private InputStream stream(long from, long length) {
        try {
            FileChannel channel = FileChannel.open(file).position(from);
            return progress.watching(new Limited(Channels.newInputStream(channel), length));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }
}
