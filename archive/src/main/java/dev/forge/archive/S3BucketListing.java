package dev.forge.archive;

import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import java.util.List;
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

    private static final int MOVED = 301;
    private static final int DENIED = 403;
    private static final int NOT_FOUND = 404;

    private final LateClient client;

    private S3BucketListing(ObjectStoreAccess access) {
        this.client = new LateClient(access);
    }

    public static S3BucketListing open(ObjectStoreAccess access) {
        return new S3BucketListing(access);
    }

    @Override
    public Part after(String bucket, String prefix, Optional<String> key) {
        try {
            ListObjectsV2Request.Builder request = ListObjectsV2Request.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .maxKeys(PAGE)
                    // Keys may hold characters that XML does not.
                    .encodingType(EncodingType.URL);
            key.ifPresent(request::startAfter);
            ListObjectsV2Response answer = client.get().listObjectsV2(request.build());
            return part(bucket, answer);
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

    private static Part part(String bucket, ListObjectsV2Response answer) {
        List<S3Object> found = answer.contents();
        boolean more = Boolean.TRUE.equals(answer.isTruncated()) && !found.isEmpty();
        return new Part(
                found.stream().map(object -> seen(bucket, object)).toList(),
                more ? Optional.of(found.getLast().key()) : Optional.empty());
    }

    private static SeenObject seen(String bucket, S3Object object) {
        return new SeenObject(bucket, object.key(), object.eTag(), object.size(), object.lastModified());
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
