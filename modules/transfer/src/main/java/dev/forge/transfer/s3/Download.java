package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import dev.forge.transfer.report.Progress;
import dev.forge.transfer.workspace.Lanes;
import dev.forge.transfer.workspace.Stamp;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Fetches objects into files. A large one comes as ranges side by side; all are pinned to the first answer's version, a
 * broken stream goes on where it stopped, and a file counts only with every byte of it.
 */
public final class Download {
    /** Large enough that a request's delay does not count, small enough that eight of them share an object fairly. */
    private static final long RANGE = 16L << 20;

    private static final int SIDE_BY_SIDE = 4;
    private static final int BUFFER = 64 << 10;

    /** Breaks in a row without a single new byte before we give up. */
    private static final int PATIENCE = 5;

    private final Store store;
    private final Progress progress;

    public Download(Store store, Progress progress) {
        this.store = store;
        this.progress = progress;
    }

    /** One object by its key, ranges side by side; with a wanted version that one, or it fails. */
    public RemoteObject whole(S3Location location, Version wanted, Path file) throws IOException {
        try (FileChannel out = create(file);
                Lanes lanes = new Lanes("fetch", SIDE_BY_SIDE)) {
            RemoteObject object = first(location, wanted, out);
            for (long at = Math.min(RANGE, object.size()); at < object.size(); at += RANGE) {
                long from = at;
                lanes.run(() -> range(object, wanted, from, Math.min(object.size(), from + RANGE), out));
            }
            lanes.await();
            return object;
        }
    }

    /** One of many objects that a list named, by one request as a rule. */
    public RemoteObject listed(S3Location location, S3Object listed, Path file) throws IOException {
        Version version = new Version(Optional.ofNullable(listed.eTag()), Optional.ofNullable(listed.lastModified()));
        RemoteObject object =
                new RemoteObject(location, version, listed.size(), new Stamp(Optional.empty(), Instant.EPOCH));
        try (FileChannel out = create(file)) {
            return range(object, Version.ANY, 0, object.size(), out);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** The first range's answer tells size and ETag, and an error's body tells more than a HEAD's would. */
    private RemoteObject first(S3Location location, Version wanted, FileChannel out) throws IOException {
        Reach reach = new Reach(location, wanted, wanted, 0, RANGE, true);
        try {
            return fetch(reach, out);
        } catch (EmptyObject empty) {
            return fetch(new Reach(location, wanted, wanted, 0, 0, false), out);
        }
    }

    private RemoteObject range(RemoteObject object, Version wanted, long from, long to, FileChannel out)
            throws IOException {
        boolean all = from == 0 && to == object.size();
        return fetch(new Reach(object.location(), object.version(), wanted, from, to, !all), out);
    }

    /**
     * Bytes from (with) to (without) of an object.
     *
     * @param version that the server is asked for: the one that was seen, before that the wanted one
     * @param wanted by whoever named a version; {@link Version#ANY} where nobody did
     * @param partly if they are not known to be all
     */
    private record Reach(S3Location location, Version version, Version wanted, long from, long to, boolean partly) {
        GetObjectRequest request() {
            GetObjectRequest.Builder request =
                    GetObjectRequest.builder().bucket(location.bucket()).key(location.key());
            version.require(request);
            if (partly) {
                request.range("bytes=" + from + "-" + (to - 1));
            }
            return request.build();
        }

        Reach behind(RemoteObject seen, long reached) {
            return new Reach(location, seen.version(), wanted, reached, Math.min(to, seen.size()), true);
        }
    }

    private RemoteObject fetch(Reach whole, FileChannel out) throws IOException {
        Reach reach = whole;
        int breaks = 0;
        while (true) {
            Stream stream = open(reach);
            long end = reach.partly() ? Math.min(reach.to(), stream.object.size()) : stream.object.size();
            Reached reached = drain(stream, reach.from(), end, out);
            if (reached.at() >= end) {
                return stream.object;
            }
            breaks = reached.at() > reach.from() ? 0 : breaks + 1;
            if (breaks >= PATIENCE) {
                throw store.faults().brokeOff(whole.location(), reached.at(), stream.object.size(), reached.why());
            }
            reach = reach.behind(stream.object, reached.at());
        }
    }

    private record Stream(RemoteObject object, ResponseInputStream<GetObjectResponse> bytes) {}

    private record Reached(long at, IOException why) {}

    private Stream open(Reach reach) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> bytes = store.client().getObject(reach.request());
            GetObjectResponse answer = bytes.response();
            if (reach.from() > 0 && answer.contentRange() == null) {
                bytes.abort();
                throw new IOException("the server of " + reach.location().uri() + " does not serve ranges");
            }
            Optional<Instant> lastModified = Optional.ofNullable(answer.lastModified());
            Version version = new Version(Optional.ofNullable(answer.eTag()), lastModified);
            if (!reach.wanted().allows(version)) {
                bytes.abort();
                throw store.faults().otherVersion(reach.location(), reach.wanted(), version);
            }
            return new Stream(
                    new RemoteObject(
                            reach.location(),
                            version,
                            size(answer),
                            Marks.read(answer.metadata(), lastModified.orElse(Instant.EPOCH))),
                    bytes);
        } catch (AwsServiceException refused) {
            if (refused.statusCode() == 416 && reach.from() == 0) {
                throw new EmptyObject(refused);
            }
            if (refused.statusCode() == 412 && !reach.wanted().equals(Version.ANY)) {
                throw store.faults()
                        .replaced(reach.location(), reach.wanted(), present(reach, refused), Optional.of(refused));
            }
            throw store.faults().refused(refused, reach.location());
        } catch (SdkClientException broken) {
            throw store.faults().broken(broken);
        }
    }

    /** Which version is there in the place of the wanted one; a refusal does not tell. */
    private Optional<String> present(Reach reach, AwsServiceException refused) {
        try {
            Optional<String> etag = Optional.ofNullable(store.client()
                    .headObject(request -> request.bucket(reach.location().bucket())
                            .key(reach.location().key()))
                    .eTag());
            return new Version(etag, Optional.empty())
                    .shown()
                    .filter(it -> !reach.wanted().shown().equals(Optional.of(it)));
        } catch (SdkException noAnswer) {
            refused.addSuppressed(noAnswer);
            return Optional.empty();
        }
    }

    /** A range's answer carries the whole size behind the slash: bytes 0-99/1234. */
    private static long size(GetObjectResponse answer) {
        String range = answer.contentRange();
        return range == null ? answer.contentLength() : Long.parseLong(range.substring(range.indexOf('/') + 1));
    }

    private Reached drain(Stream stream, long from, long end, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long at = from;
        try (InputStream bytes = stream.bytes) {
            int count = 0;
            while (count >= 0 && at < end) {
                at = write(out, buffer, (int) Math.min(count, end - at), at);
                count = at < end ? read(bytes, buffer) : -1;
            }
            return new Reached(at, new EOFException("the stream ended early"));
        } catch (BrokenStream broken) {
            stream.bytes.abort();
            return new Reached(at, broken.why);
        }
    }

    /** A fault of the network is worth another try, one of the disk is not: so they must not look alike. */
    private static int read(InputStream bytes, byte[] buffer) {
        try {
            return bytes.read(buffer);
        } catch (IOException broken) {
            throw new BrokenStream(broken);
        } catch (SdkClientException broken) {
            throw new BrokenStream(new IOException(broken));
        }
    }

    private long write(FileChannel out, byte[] buffer, int count, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        long at = from;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
        progress.bytes(count);
        return at;
    }

    /** Why a stream ended early. */
    private static final class BrokenStream extends UncheckedIOException {
        private static final long serialVersionUID = 1;
        private final IOException why;

        BrokenStream(IOException why) {
            super(why);
            this.why = why;
        }
    }

    /** An object without a byte has no range: S3 answers 416. */
    private static final class EmptyObject extends IOException {
        private static final long serialVersionUID = 1;

        EmptyObject(Throwable cause) {
            super(cause);
        }
    }
}
