package dev.forge.k8s.secrets;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts Secrets into one namespace of a cluster. It changes none that Forge has not made, unless told to. */
public final class ClusterSecrets implements AutoCloseable {
    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    // A person waits: a cluster that does not answer for this long is away.
    private static final int TIMEOUT_MILLIS = 10_000;

    private final KubernetesClient client;
    private final String context;
    private final String namespace;

    private ClusterSecrets(KubernetesClient client, String context, String namespace) {
        this.client = client;
        this.context = context;
        this.namespace = namespace;
    }

    /**
     * Opens a cluster.
     *
     * @param kubeconfig empty: KUBECONFIG, or the one in the home folder
     * @param context empty: the one that is current there
     * @throws SecretProblem if there is none
     */
    public static ClusterSecrets open(Optional<Path> kubeconfig, Optional<String> context, String namespace) {
        Config config = kubeconfig
                .map(file -> context.map(name -> Config.fromKubeconfig(name, file.toFile()))
                        .orElseGet(() -> Config.fromKubeconfig(file.toFile())))
                .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
        String chosen = Optional.ofNullable(config.getCurrentContext())
                .map(current -> current.getName())
                .orElse("");
        // Without this, a context that is not there would quietly mean another cluster.
        if (chosen.isEmpty() || context.filter(name -> !name.equals(chosen)).isPresent()) {
            throw SecretProblem.refused(
                    "The kubeconfig has no context " + context.orElse("that is current")
                            + ": kubectl config get-contexts lists those that there are; name one with --context.",
                    new IllegalArgumentException(chosen));
        }
        return new ClusterSecrets(client(config), chosen, namespace);
    }

    private static KubernetesClient client(Config config) {
        Config ours = new ConfigBuilder(config)
                .withRequestTimeout(TIMEOUT_MILLIS)
                .withConnectionTimeout(TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(1)
                .build();
        return new KubernetesClientBuilder().withConfig(ours).build();
    }

    /** The kubeconfig's context that is spoken to. */
    public String context() {
        return context;
    }

    /**
     * Makes a Secret, or makes the one of its name like it. One that is not Forge's is left alone.
     *
     * @throws SecretProblem if it cannot be, or may not be
     */
    public void put(SecretSpec spec) {
        try {
            Resource<Secret> place = client.secrets().inNamespace(namespace).withName(spec.name());
            Secret there = place.get();
            if (there == null) {
                client.resource(manifest(spec)).create();
                return;
            }
            requireOurs(there);
            replace(place, there, spec);
        } catch (KubernetesClientException e) {
            throw problem(spec, e);
        }
    }

    // A Secret's type never changes; one of another type is made anew.
    private void replace(Resource<Secret> place, Secret there, SecretSpec spec) {
        if (spec.type().equals(there.getType())) {
            client.resource(new SecretBuilder(manifest(spec))
                            .editMetadata()
                            .withResourceVersion(there.getMetadata().getResourceVersion())
                            .endMetadata()
                            .build())
                    .update();
        } else {
            place.delete();
            client.resource(manifest(spec)).create();
        }
    }

    private void requireOurs(Secret there) {
        Map<String, String> labels = there.getMetadata().getLabels();
        if (labels == null || !Names.FORGE.equals(labels.get(Names.MANAGED_BY))) {
            String name = there.getMetadata().getName();
            throw SecretProblem.refused(
                    "The namespace " + namespace + " has a Secret " + name + " that Forge has not made. Choose another"
                            + " name with --name, or delete it first: kubectl -n " + namespace + " delete secret "
                            + name,
                    new IllegalStateException("not labelled " + Names.MANAGED_BY));
        }
    }

    private Secret manifest(SecretSpec spec) {
        Map<String, String> data = new LinkedHashMap<>();
        spec.data()
                .forEach((key, value) ->
                        data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withNewMetadata()
                .withName(spec.name())
                .withNamespace(namespace)
                .addToLabels(Names.MANAGED_BY, Names.FORGE)
                .endMetadata()
                .withType(spec.type())
                .withData(data)
                .build();
    }

    // The API's own message may quote what was sent, so only its reason is passed on.
    private SecretProblem problem(SecretSpec spec, KubernetesClientException e) {
        String where = "the namespace " + namespace + " of context " + context;
        return switch (e.getCode()) {
            case UNAUTHORIZED ->
                SecretProblem.refused(
                        "Context " + context + " is not let in (401). Log in to the cluster again, then try again.", e);
            case FORBIDDEN ->
                SecretProblem.refused(
                        "You may not put Secrets into " + where
                                + ". Ask for the rights to get, create, update and delete secrets there, or name"
                                + " another namespace with --namespace.",
                        e);
            case NOT_FOUND ->
                SecretProblem.refused(
                        "There is no " + where.substring("the ".length()) + ". Install Forge first (kubectl apply -k"
                                + " k8s/manifests), or name a namespace that is there with --namespace.",
                        e);
            case CONFLICT ->
                SecretProblem.refused(
                        "Somebody else changed the Secret " + spec.name() + " at the same time. Try again.", e);
            case 0, -1 ->
                SecretProblem.away(
                        "The cluster of context " + context + " (" + client.getMasterUrl()
                                + ") does not answer. See that it is up, or name another one with --context.",
                        e);
            default ->
                SecretProblem.refused(
                        "The cluster refuses the Secret " + spec.name() + " (" + e.getCode()
                                + "). An administrator of it can tell which policy does.",
                        e);
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
