package dev.forge.standalone.engine;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What source and sink get in their environment to find S3. */
final class TransferEnvironment {
    private static final Set<String> PLACE = Set.of(
            "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "FORGE_S3_PATH_STYLE");

    private TransferEnvironment() {}

    /** The way to the embedded S3. */
    static Map<String, String> embedded(URI endpoint, S3Credentials credentials) {
        Map<String, String> all = new TreeMap<>(placeOfEmbedded(endpoint));
        all.putAll(key(credentials));
        return all;
    }

    /** Where the embedded S3 is, without the key to it. */
    static Map<String, String> placeOfEmbedded(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                endpoint.toString(),
                "AWS_REGION",
                EmbeddedS3.REGION,
                "FORGE_S3_PATH_STYLE",
                "true");
    }

    /** The key to the embedded S3. */
    static Map<String, String> key(S3Credentials credentials) {
        return Map.of(
                "AWS_ACCESS_KEY_ID", credentials.accessKey(),
                "AWS_SECRET_ACCESS_KEY", credentials.secretKey());
    }

    /** Where the caller's S3 is, as far as plain variables say it; keys are for Secrets. */
    static Map<String, String> placeOfCaller(Map<String, String> environment) {
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet().retainAll(PLACE);
        return kept;
    }

    /** The caller's own AWS configuration: variables, and the home that its files are in. */
    static Map<String, String> ofCaller(Map<String, String> environment) {
        Map<String, String> kept = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("AWS_") || name.equals("HOME") || name.equals("FORGE_S3_PATH_STYLE")) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
