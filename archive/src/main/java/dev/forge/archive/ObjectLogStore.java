package dev.forge.archive;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.RuntimeUnavailable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The logs in an object store: each segment is an object that is only ever made, never replaced. A store that does not
 * know how is refused, since there two workers could damage each other's logs.
 */
public final class ObjectLogStore implements LogStore, AutoCloseable {
    private static final String KIND = "kind";
    private static final String HOLDER = "holder";
    private static final String PLACE = "place";

    private final S3Client s3;
    private final ObjectLogSettings settings;
    /** The first key is a segment's nearly always; a store may list one that is being written beside it. */
    private static final int MOST_BESIDE = 3;

    private final SegmentKeys keys;
    private final OnceMade segments;

    private ObjectLogStore(S3Client s3, ObjectLogSettings settings) {
        this.s3 = s3;
        this.settings = settings;
        this.keys = new SegmentKeys(settings.prefix());
        this.segments = new OnceMade(s3, settings.bucket(), settings.prefix() + "logs/.once");
    }

    public static ObjectLogStore open(ObjectLogSettings settings) {
        return new ObjectLogStore(S3Clients.client(settings.access()), settings);
    }

    @Override
    public boolean append(AttemptId attempt, LogSegment segment, byte[] bytes) {
        if (bytes.length != segment.extent().length()) {
            throw new IllegalArgumentException(bytes.length + " bytes are not those of " + segment);
        }
        return asked(() -> {
            String key = keys.segment(attempt, segment.extent());
            return make(key, segment, bytes) || isThere(key, segment);
        });
    }

    private boolean make(String key, LogSegment segment, byte[] bytes) {
        Map<String, String> metadata = Map.of(
                KIND, segment.kind().name(),
                HOLDER, segment.holder(),
                PLACE, segment.place());
        return segments.make(key, "application/octet-stream", metadata, bytes);
    }

    /** Whether it is this very segment: the SDK asks again when an answer was lost, and then meets its own work. */
    private boolean isThere(String key, LogSegment segment) {
        try {
            return described(key, segment.extent()).equals(segment);
        } catch (NoSuchKeyException notYet) {
            throw new RuntimeUnavailable("The object " + key + " is being made by somebody else: ask again.", notYet);
        }
    }

    @Override
    public Optional<LogSegment> last(AttemptId attempt) {
        return asked(() ->
                first(attempt, keys.log(attempt)).map(extent -> described(keys.segment(attempt, extent), extent)));
    }

    private LogSegment described(String key, LogExtent extent) {
        HeadObjectResponse head =
                s3.headObject(request -> request.bucket(settings.bucket()).key(key));
        Map<String, String> metadata = head.metadata();
        LogExtent found = new LogExtent(extent.offset(), extent.sequence(), Math.toIntExact(head.contentLength()));
        return new LogSegment(
                found,
                LogSegment.Kind.valueOf(metadata.getOrDefault(KIND, "")),
                metadata.getOrDefault(HOLDER, ""),
                metadata.getOrDefault(PLACE, ""));
    }

    @Override
    public Optional<LogExtent> at(AttemptId attempt, long offset) {
        return asked(() -> first(attempt, keys.before(attempt, offset)));
    }

    private Optional<LogExtent> first(AttemptId attempt, String after) {
        return s3
                .listObjectsV2Paginator(request -> request.bucket(settings.bucket())
                        .prefix(keys.log(attempt))
                        .startAfter(after)
                        .maxKeys(MOST_BESIDE))
                .contents()
                .stream()
                .flatMap(object -> keys.extent(attempt, object.key(), object.size()).stream())
                .findFirst();
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        // Stores tell whole seconds, which they have cut.
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        return asked(() -> since(listed(attempt), attempt, second));
    }

    /** From the last segment back to one that is older: no more of a long log is listed than was stored since. */
    private OptionalLong since(Iterable<S3Object> lastFirst, AttemptId attempt, Instant second) {
        OptionalLong offset = OptionalLong.empty();
        for (S3Object object : lastFirst) {
            Optional<LogExtent> extent = keys.extent(attempt, object.key(), object.size());
            if (extent.isPresent() && object.lastModified().isBefore(second)) {
                return OptionalLong.of(extent.get().end());
            }
            if (extent.isPresent()) {
                offset = OptionalLong.of(extent.get().offset());
            }
        }
        return offset;
    }

    private Iterable<S3Object> listed(AttemptId attempt) {
        return s3.listObjectsV2Paginator(
                        request -> request.bucket(settings.bucket()).prefix(keys.log(attempt)))
                .contents();
    }

    @Override
    public byte[] bytes(AttemptId attempt, LogExtent extent, int from, int atMost) {
        int to = (int) Math.min(extent.length(), (long) from + atMost);
        if (from >= to) {
            return new byte[0];
        }
        return asked(() -> s3.getObjectAsBytes(request -> request.bucket(settings.bucket())
                        .key(keys.segment(attempt, extent))
                        .range("bytes=" + from + "-" + (to - 1)))
                .asByteArray());
    }

    private <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException | IllegalStateException e) {
            throw new RuntimeUnavailable(
                    "The log store " + settings.shown() + " does not serve (" + e.getMessage()
                            + "): see to the bucket, its address and the credentials.",
                    e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
