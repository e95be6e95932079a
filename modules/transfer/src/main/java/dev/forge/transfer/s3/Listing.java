package dev.forge.transfer.s3;

import dev.forge.transfer.location.S3Location;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What objects there are, a page at a time. */
public final class Listing {
    /** What is done with each object. */
    @FunctionalInterface
    public interface Visit {
        void object(S3Object object) throws IOException;
    }

    private final Store store;

    public Listing(Store store) {
        this.store = store;
    }

    public void each(S3Location prefix, Visit visit) throws IOException {
        Optional<String> token = Optional.empty();
        do {
            ListObjectsV2Response page = page(prefix, token, 1_000);
            for (S3Object object : page.contents()) {
                visit.object(object);
            }
            token = Optional.ofNullable(page.nextContinuationToken());
        } while (token.isPresent());
    }

    /** How many objects begin with a prefix; it stops counting when it has more than {@code enough}. */
    public long count(S3Location prefix, long enough) {
        long count = 0;
        Optional<String> token = Optional.empty();
        do {
            ListObjectsV2Response page = page(prefix, token, 1_000);
            count += page.contents().size();
            token = Optional.ofNullable(page.nextContinuationToken());
        } while (token.isPresent() && count <= enough);
        return count;
    }

    /** Whether there is an object of exactly this key. */
    public boolean has(S3Location location) {
        return page(location, Optional.empty(), 1).contents().stream()
                .anyMatch(object -> object.key().equals(location.key()));
    }

    private ListObjectsV2Response page(S3Location prefix, Optional<String> token, int size) {
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(prefix.bucket())
                .prefix(prefix.key())
                .continuationToken(token.orElse(null))
                .maxKeys(size)
                .build();
        return store.call(prefix, client -> client.listObjectsV2(request));
    }
}
