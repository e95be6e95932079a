package dev.forge.transfer.s3;

import dev.forge.transfer.report.Category;
import dev.forge.transfer.report.Quoted;
import dev.forge.transfer.report.TransferFailure;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * What an object, or its later ranges, must be of: its ETag or, since some servers give none, the time of its last change,
 * which tells versions apart by the second.
 */
public record Version(Optional<String> etag, Optional<Instant> lastModified) {
    /** Nothing is known yet: any version will do. */
    public static final Version ANY = new Version(Optional.empty(), Optional.empty());

    /**
     * The version that somebody names by its ETag, with the quotes that S3 puts around it or without.
     *
     * @throws TransferFailure where no ETag is like that
     */
    public static Version of(String etag) {
        String bare = bare(etag);
        if (bare.isEmpty() || !bare.chars().allMatch(character -> character > ' ' && character <= '~')) {
            throw new TransferFailure(
                    Category.CONFIGURATION,
                    "No object has the ETag " + Quoted.name(etag) + ".",
                    "Give the ETag as S3 shows it, such as --etag 5d41402abc4b2a76b9719d911017c592.");
        }
        return new Version(Optional.of('"' + bare + '"'), Optional.empty());
    }

    /** Whether it may be what a server calls so; some leave the quotes out. */
    boolean allows(Version answered) {
        return etag.map(Version::bare).stream()
                .allMatch(wanted -> answered.etag()
                        .map(Version::bare)
                        .filter(wanted::equals)
                        .isPresent());
    }

    /** Its ETag for people to read; empty if it has none. */
    Optional<String> shown() {
        return etag.map(Version::bare);
    }

    private static String bare(String etag) {
        return etag.length() > 1 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    /** Has the server refuse with 412 what is not of this version. */
    void require(GetObjectRequest.Builder request) {
        etag.ifPresentOrElse(request::ifMatch, () -> lastModified.ifPresent(request::ifUnmodifiedSince));
    }
}
