package dev.forge.archive;

import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects of a bucket that are only ever made, never replaced: of several that make the same one the first wins, which
 * the store decides (If-None-Match: AWS, MinIO and others).
 */
final class OnceMade {
    /** What S3 answers if the object is there, and if it is being made by somebody else right now. */
    private static final int PRECONDITION_FAILED = 412;

    private static final int CONFLICT = 409;

    private final S3Client s3;
    private final String bucket;
    private final String proof;
    private volatile boolean decides;

    /**
     * Objects of a bucket.
     *
     * @param proof the key of an object that stays, by which it is found out whether the store decides
     */
    OnceMade(S3Client s3, String bucket, String proof) {
        this.s3 = s3;
        this.bucket = bucket;
        this.proof = proof;
    }

    /**
     * Makes one, and says whether it did.
     *
     * @throws IllegalStateException where the store replaces what is there, so that two could damage each other's work
     */
    boolean make(String key, String contentType, Map<String, String> metadata, byte[] bytes) {
        requireThatItDecides();
        return put(key, contentType, metadata, bytes);
    }

    private boolean put(String key, String contentType, Map<String, String> metadata, byte[] bytes) {
        try {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(key)
                            .ifNoneMatch("*")
                            .contentType(contentType)
                            .metadata(metadata),
                    RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED || refused.statusCode() == CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    private void requireThatItDecides() {
        if (decides) {
            return;
        }
        // Whoever made it, to make it again must be refused.
        String type = "application/octet-stream";
        boolean made = put(proof, type, Map.of(), new byte[0]);
        if (made && put(proof, type, Map.of(), new byte[0])) {
            throw new IllegalStateException("it replaces objects that it was asked to leave (If-None-Match)");
        }
        decides = true;
    }
}
