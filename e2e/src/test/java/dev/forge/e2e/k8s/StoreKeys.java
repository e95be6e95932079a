package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** The Secret that Source and Sink pods of a scenario's namespace get their credentials from. */
final class StoreKeys {
    static final String SECRET = "object-store";

    private StoreKeys() {}

    /** Makes it, or replaces what it holds. */
    static void put(Space space, Map<String, String> credentials) {
        Cluster.shared()
                .client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace(space.name())
                        .endMetadata()
                        .withStringData(credentials)
                        .build())
                .createOr(each -> each.update());
    }
}
