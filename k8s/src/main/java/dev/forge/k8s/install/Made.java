package dev.forge.k8s.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** An object that is to be in a cluster. */
record Made(KubernetesClient client, HasMetadata wanted) {
    private static final int CONFLICT = 409;

    /** Makes it; what is there already stays as it is, but for the content of a Secret. Says what it made. */
    Optional<String> now() {
        try {
            client.resource(wanted).create();
            return Optional.of(wanted.getKind() + " " + wanted.getMetadata().getName());
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            if (wanted instanceof Secret secret) {
                client.resource(secret).patch();
            }
            return Optional.empty();
        }
    }
}
