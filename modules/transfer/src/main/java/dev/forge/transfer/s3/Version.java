package dev.forge.transfer.s3;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * What an object's later ranges must still be of: its ETag or, since some servers give none, the time of its last change,
 * which tells versions apart by the second.
 */
public record Version(Optional<String> etag, Optional<Instant> lastModified) {
    /** Nothing is known yet: any version will do. */
    static final Version ANY = new Version(Optional.empty(), Optional.empty());

    /** Has the server refuse with 412 what is not of this version. */
    void require(GetObjectRequest.Builder request) {
        etag.ifPresentOrElse(request::ifMatch, () -> lastModified.ifPresent(request::ifUnmodifiedSince));
    }
}
