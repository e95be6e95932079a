package dev.forge.runtime;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the object store is, in two variables more: as Kubernetes itself would tell it of a service named minio, which is
 * what programs look for that were written beside one.
 */
public final class StoreAddress {
    public static final String HOST = "MINIO_SERVICE_HOST";
    public static final String PORT = "MINIO_SERVICE_PORT";

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private StoreAddress() {}

    /**
     * These variables, and before them the two, where an endpoint is among them.
     *
     * @param store what says where the object store is; what it says of the two itself holds
     */
    public static Map<String, String> with(Map<String, String> store) {
        Map<String, String> all = new LinkedHashMap<>();
        endpoint(store).ifPresent(uri -> {
            all.put(HOST, uri.getHost());
            all.put(PORT, Integer.toString(port(uri)));
        });
        all.putAll(store);
        return all;
    }

    private static Optional<URI> endpoint(Map<String, String> store) {
        return Optional.ofNullable(store.get("AWS_ENDPOINT_URL_S3"))
                .or(() -> Optional.ofNullable(store.get("AWS_ENDPOINT_URL")))
                // What is no URL the AWS SDK refuses, and says so.
                .filter(text -> text.matches("https?://[\\w.-]+(:\\d{1,5})?(/[\\w.~!$&'()*+,;=:@/-]*)?"))
                .map(URI::create)
                .filter(uri -> Objects.nonNull(uri.getHost()));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equals("https") ? HTTPS : HTTP;
    }
}
