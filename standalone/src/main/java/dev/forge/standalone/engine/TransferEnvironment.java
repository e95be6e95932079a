package dev.forge.standalone.engine;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** What source and sink get in their environment to find S3. */
final class TransferEnvironment {
    private TransferEnvironment() {}

    /** The way to the embedded S3. */
    static Map<String, String> embedded(URI endpoint, S3Credentials credentials) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", credentials.accessKey(),
                "AWS_SECRET_ACCESS_KEY", credentials.secretKey(),
                "AWS_REGION", EmbeddedS3.REGION,
                "FORGE_S3_PATH_STYLE", "true");
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
