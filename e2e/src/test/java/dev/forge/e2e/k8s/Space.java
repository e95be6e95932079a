package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;
import java.util.UUID;

/** A namespace of a scenario's own, under Pod Security {@code restricted}, with a claim; gone when it is closed. */
final class Space implements AutoCloseable {
    static final String CLAIM = "workspaces";

    private final Cluster cluster = Cluster.shared();
    private final String name;

    private Space(String name) {
        this.name = name;
    }

    /** On the cluster's default storage. */
    static Space named(String scenario) {
        return make(scenario).claim(CLAIM, null, "1Gi");
    }

    static Space onStorage(String scenario, String storageClass, String size) {
        return make(scenario).claim(CLAIM, storageClass, size);
    }

    private static Space make(String scenario) {
        Space space = new Space(
                "forge-e2e-" + scenario + "-" + UUID.randomUUID().toString().substring(0, 6));
        space.cluster
                .client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(space.name)
                        .withLabels(Map.of("forge.dev/test", "e2e", "pod-security.kubernetes.io/enforce", "restricted"))
                        .endMetadata()
                        .build())
                .create();
        return space;
    }

    /** A further claim, on storage of that class. */
    void claimOn(String storageClass, String claim) {
        claim(claim, storageClass, "1Mi");
    }

    private Space claim(String claim, @org.jspecify.annotations.Nullable String storageClass, String size) {
        cluster.client()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(claim)
                        .withNamespace(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withStorageClassName(storageClass)
                        .withNewResources()
                        .withRequests(Map.of("storage", new Quantity(size)))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        return this;
    }

    String name() {
        return name;
    }

    /** Lets only so much be in the namespace at once, by Kubernetes' names: {@code pods}, {@code requests.memory}. */
    void quota(String quota, Map<String, String> hard) {
        ResourceQuotaBuilder builder = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName(quota)
                .withNamespace(name)
                .endMetadata()
                .withNewSpec()
                .endSpec();
        hard.forEach((resource, most) ->
                builder.editSpec().addToHard(resource, new Quantity(most)).endSpec());
        cluster.client().resource(builder.build()).createOr(each -> each.update());
    }

    void withoutQuota(String quota) {
        cluster.client().resourceQuotas().inNamespace(name).withName(quota).delete();
    }

    @Override
    public void close() {
        cluster.client().namespaces().withName(name).delete();
    }
}
