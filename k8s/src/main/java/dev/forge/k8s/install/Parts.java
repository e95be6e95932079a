package dev.forge.k8s.install;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of an installation. */
record Parts(String installation, String namespace) {
    private static final String POD_SECURITY = "pod-security.kubernetes.io/enforce";
    private static final Quantity SIZE = new Quantity("10Gi");

    List<HasMetadata> all(Optional<String> storageClass, boolean severalNodes, Map<String, String> credentials) {
        return List.of(
                namespaceObject(), serviceAccount(), claim(storageClass, severalNodes), credentials(credentials));
    }

    List<HasMetadata> inside(Optional<String> storageClass, boolean severalNodes, Map<String, String> credentials) {
        return List.of(serviceAccount(), claim(storageClass, severalNodes), credentials(credentials));
    }

    private Namespace namespaceObject() {
        return new NamespaceBuilder()
                .withMetadata(metadata(namespace)
                        .addToLabels(POD_SECURITY, "restricted")
                        .build())
                .build();
    }

    private ServiceAccount serviceAccount() {
        return new ServiceAccountBuilder()
                .withMetadata(inside(Installation.SERVICE_ACCOUNT))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    /** Of a single node every provisioner gives a volume that all its pods share; of several, not all can. */
    private PersistentVolumeClaim claim(Optional<String> storageClass, boolean severalNodes) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(inside(Installation.CLAIM))
                .withNewSpec()
                .withAccessModes(severalNodes ? "ReadWriteMany" : "ReadWriteOnce")
                .withStorageClassName(storageClass.orElse(null))
                .withNewResources()
                .addToRequests("storage", SIZE)
                .endResources()
                .endSpec()
                .build();
    }

    private Secret credentials(Map<String, String> values) {
        return new SecretBuilder()
                .withMetadata(inside(Installation.CREDENTIALS))
                .withType("Opaque")
                .withStringData(values)
                .build();
    }

    private ObjectMeta inside(String name) {
        return metadata(name).withNamespace(namespace).build();
    }

    private ObjectMetaBuilder metadata(String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .addToLabels(Names.MANAGED_BY, Names.FORGE)
                .addToLabels(Names.INSTALLATION, installation);
    }
}
