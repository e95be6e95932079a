package dev.forge.archive;

/**
 * Where in an object store documents are.
 *
 * @param bucket which exists
 * @param prefix of all keys, empty or ending in a slash
 */
public record DocumentSettings(ObjectStoreAccess access, String bucket, String prefix) {
    public DocumentSettings {
        if (bucket.isBlank()) {
            throw new IllegalArgumentException("documents need a bucket: name one that exists");
        }
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "the documents' prefix " + prefix + " is no folder: let it end in a slash");
        }
    }

    String shown() {
        return "s3://" + bucket + "/" + prefix
                + access.endpoint().map(at -> " at " + at).orElse("");
    }
}
