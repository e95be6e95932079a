package dev.forge.archive;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Buckets of S3, or of what speaks as it does; {@code s3:ListBucket} is all that it takes. The store is asked for nothing
 * before the first part is.
 */
public final class S3BucketListing implements BucketListing, AutoCloseable {
    /** The most that S3 gives at once. */
    private static final int PAGE = 1000;

    private static final int BAD_REQUEST = 400;
    private static final int MOVED = 301;
    private static final int DENIED = 403;
    private static final int NOT_FOUND = 404;

    /** Whoever watches waits for it, and can do nothing else meanwhile; S3 answers within seconds. */
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final LateClient client;

    private S3BucketListing(ObjectStoreAccess access, Duration answer) {
        this.client = new LateClient(() -> S3Clients.listing(access, answer));
    }

    public static S3BucketListing open(ObjectStoreAccess access) {
        return open(access, ANSWER);
    }

    static S3BucketListing open(ObjectStoreAccess access, Duration answer) {
        return new S3BucketListing(access, answer);
    }

    @Override
    public Part after(String bucket, String prefix, Optional<Place> place) {
        try {
            return part(
                    bucket, answer(bucket, prefix, place), place.map(Place::key).orElse(""));
        } catch (S3Exception e) {
            throw refused(bucket, e);
        } catch (SdkException e) {
            throw new BucketRefused(
                    "the object store does not answer for bucket " + bucket + " (" + e.getMessage() + ")",
                    "see that it runs, and that forge.watches.endpoint, forge.watches.region and the starter's credentials"
                            + " are right",
                    e);
        }
    }

    private ListObjectsV2Response answer(String bucket, String prefix, Optional<Place> place) {
        try {
            return client.get().listObjectsV2(request(bucket, prefix, place));
        } catch (S3Exception e) {
            Optional<Place> forgotten = place.filter(it -> it.token().isPresent());
            if (forgotten.isEmpty() || e.statusCode() != BAD_REQUEST) {
                throw e;
            }
            // Stores need not know a token for ever.
            return client.get().listObjectsV2(request(bucket, prefix, forgotten.map(it -> Place.after(it.key()))));
        }
    }

    private static ListObjectsV2Request request(String bucket, String prefix, Optional<Place> place) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .prefix(prefix)
                .maxKeys(PAGE)
                // Keys may hold characters that XML does not.
                .encodingType(EncodingType.URL);
        place.flatMap(Place::token)
                .ifPresentOrElse(
                        request::continuationToken,
                        () -> place.map(Place::key)
                                .filter(key -> !key.isEmpty())
                                .ifPresent(request::startAfter));
        return request.build();
    }

    private static Part part(String bucket, ListObjectsV2Response answer, String before) {
        List<SeenObject> objects = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<ListedKey> keys = new ArrayList<>();
        for (S3Object entry : answer.contents()) {
            ListedKey key = ListedKey.of(answer, Objects.requireNonNullElse(entry.key(), ""));
            keys.add(key);
            missing(entry, key)
                    .ifPresentOrElse(
                            why -> leftOut.add(new LeftOut(key.text(), why)),
                            () -> add(bucket, key.text(), entry, objects, leftOut));
        }
        Optional<Place> next = Boolean.TRUE.equals(answer.isTruncated())
                ? Optional.of(next(bucket, answer, keys, before))
                : Optional.empty();
        return new Part(objects, leftOut, next);
    }

    /** S3 itself tells all of these; servers beside it need not. */
    private static Optional<String> missing(S3Object entry, ListedKey key) {
        if (entry.eTag() == null) {
            return Optional.of("it has no ETag");
        }
        if (entry.key() == null || entry.size() == null || entry.lastModified() == null) {
            return Optional.of("it has no key, size or time");
        }
        return key.isText() ? Optional.empty() : Optional.of("its key is no UTF-8");
    }

    private static void add(
            String bucket, String key, S3Object entry, List<SeenObject> objects, List<LeftOut> leftOut) {
        try {
            objects.add(new SeenObject(bucket, key, entry.eTag(), entry.size(), entry.lastModified()));
        } catch (IllegalArgumentException e) {
            leftOut.add(new LeftOut(key, String.valueOf(e.getMessage())));
        }
    }

    /** After its last key, as long as that can be kept and sent back as it is. */
    private static Place next(String bucket, ListObjectsV2Response answer, List<ListedKey> keys, String before) {
        if (!keys.isEmpty() && keys.getLast().tellsAPlace()) {
            return Place.after(keys.getLast().text());
        }
        String known = keys.stream()
                .filter(ListedKey::tellsAPlace)
                .map(ListedKey::text)
                .reduce(before, (_, key) -> key);
        return Optional.ofNullable(answer.nextContinuationToken())
                .map(token -> new Place(known, Optional.of(token)))
                .orElseThrow(() -> new BucketRefused(
                        "the object store says that there is more in bucket " + bucket + ", and not where it begins",
                        "see whether it speaks ListObjectsV2 as S3 does"));
    }

    private static BucketRefused refused(String bucket, S3Exception e) {
        String said = " (" + e.getMessage() + ")";
        return switch (e.statusCode()) {
            case NOT_FOUND ->
                new BucketRefused(
                        "bucket " + bucket + " is not there" + said,
                        "make it, or name another; the watch goes on by itself once it is there",
                        e);
            case DENIED ->
                new BucketRefused(
                        "bucket " + bucket + " may not be listed" + said,
                        "give the starter's credentials s3:ListBucket on it; the watch goes on by itself then",
                        e);
            case MOVED ->
                new BucketRefused(
                        "bucket " + bucket + " is in another region" + said,
                        "set forge.watches.region to that region",
                        e);
            default ->
                new BucketRefused(
                        "the object store does not list bucket " + bucket + said,
                        "see what the store says; the watch tries again by itself",
                        e);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
