package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The installation by hand, word for word as the docs have it, in a cluster that has the images. */
@Timeout(600)
class ManifestsE2E {
    private static final int NOBODY_ANSWERS = 3;

    @TempDir
    private Path folder;

    private final String namespace =
            "forge-e2e-manifests-" + UUID.randomUUID().toString().substring(0, 6);
    private final Host host = Host.seenByPods();
    private final Temporal temporal = Temporal.own();
    private final Relay toTemporal = Relay.at(host.address(), temporal.port());
    private final ObjectStore objects = ObjectStore.open();
    private final Relay toObjects = Relay.at(host.address(), objects.endpoint().getPort());

    ManifestsE2E() throws Exception {}

    @AfterEach
    void clear() throws IOException {
        Cluster.shared().client().namespaces().withName(namespace).delete();
        toObjects.close();
        objects.close();
        toTemporal.close();
        temporal.close();
    }

    @Test
    void theManifestsInstallAForgeThatRunsAChainFromSourceToSinkAndCanSignWebhooks() throws Exception {
        install();
        assertThat(Kubectl.run(
                        "-n",
                        namespace,
                        "exec",
                        "deployment/forge-starter",
                        "--",
                        "sh",
                        "-c",
                        "cat $FORGE_NOTIFY_SECRETS/forge-webhook/signing"))
                .isEqualTo("hush");
        objects.put(ObjectStore.BUCKET, "in/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                name: installed
                source: s3://%1$s/in/
                modules:
                  - name: upper
                    image: busybox:1.36
                    command: [sh, -c, "tr a-z A-Z <a.txt >b.txt; echo was here"]
                sink: s3://%1$s/out/
                """.formatted(ObjectStore.BUCKET));

        try (PortForward starter = PortForward.to(namespace, "deployment/forge-starter", 8080)) {
            String server = starter.uri().toString();
            assertThat(forge("run", pipeline.toString(), "--key", "once", "--server", server))
                    .contains("SUCCEEDED");
            assertThat(forge("logs", "@last", "upper", "--server", server)).isEqualTo("was here\n");
        }

        assertThat(objects.get("out/b.txt")).asString().isEqualTo("HELLO");
    }

    private void install() throws IOException, InterruptedException {
        overlay();
        Kubectl.run("apply", "-k", folder.toString());
        forge(
                "secret",
                "aws",
                "--namespace",
                namespace,
                "--kubeconfig",
                Cluster.shared().kubeconfig().toString());
        Kubectl.run("-n", namespace, "create", "secret", "generic", "forge-webhook", "--from-literal=signing=hush");
        Kubectl.run("-n", namespace, "rollout", "restart", "deployment");
        for (String part : new String[] {"worker", "starter"}) {
            Kubectl.run("-n", namespace, "rollout", "status", "deployment/forge-" + part, "--timeout=4m");
        }
    }

    private void overlay() throws IOException {
        // kustomize takes no absolute paths.
        Path manifests = folder.toRealPath()
                .relativize(Command.REPOSITORY.resolve("k8s/manifests").toRealPath());
        Files.writeString(folder.resolve("kustomization.yaml"), """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namespace: %s
                resources: [%s]
                patches:
                  - patch: |
                      apiVersion: v1
                      kind: ConfigMap
                      metadata: {name: forge-settings}
                      data:
                        FORGE_TEMPORAL_ADDRESS: %3$s:%4$s
                        FORGE_LOGS_BUCKET: %6$s
                        FORGE_LOGS_ENDPOINT: http://%3$s:%5$s
                        FORGE_LOGS_REGION: us-east-1
                        FORGE_TRANSFER_CREDENTIALS_SECRET: forge-object-store
                        FORGE_TRANSFER_ENV_AWS_ENDPOINT_URL_S3: http://%3$s:%5$s
                        FORGE_TRANSFER_ENV_AWS_REGION: us-east-1
                """.formatted(
                        namespace, manifests, host.name(), toTemporal.port(), toObjects.port(), ObjectStore.BUCKET));
    }

    /**
     * Tries again where it says that Temporal does not answer. A pod may lose its way to this machine for half a minute,
     * where the bridge between them has no hardware address of its own and takes another pod's.
     */
    private String forge(String... arguments) {
        Command command = Command.forge(folder.resolve("home"), arguments).with(objects.credentials());
        Command.Ended ended =
                await().atMost(Installation.PATIENCE).until(command::end, each -> each.code() != NOBODY_ANSWERS);
        assertThat(ended.code()).as(ended.said()).isZero();
        return ended.out();
    }
}
