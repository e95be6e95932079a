package dev.forge.archive;

import java.net.URI;
import java.util.Optional;

/**
 * Where in an object store the logs are.
 *
 * @param endpoint of a server that is not AWS itself
 * @param region empty: as the AWS SDK finds it; a server that is not AWS seldom cares
 * @param bucket which exists
 * @param prefix of all keys, empty or ending in a slash
 * @param credentials empty: the AWS SDK's default chain (variables, a profile, a pod's identity)
 */
public record ObjectLogSettings(
        Optional<URI> endpoint,
        Optional<String> region,
        String bucket,
        String prefix,
        Optional<Credentials> credentials) {
    public ObjectLogSettings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("the logs need a bucket: name one that exists");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the logs' prefix " + prefix + " is no folder: let it end in a slash");
        }
    }

    /** A key and its secret, which is never shown. */
    public record Credentials(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "Credentials[" + accessKey + "]";
        }
    }

    /** How the store is reached in which they are. */
    public ObjectStoreAccess access() {
        return new ObjectStoreAccess(endpoint, region, credentials);
    }

    String shown() {
        return "s3://" + bucket + "/" + prefix + endpoint.map(at -> " at " + at).orElse("");
    }
}
