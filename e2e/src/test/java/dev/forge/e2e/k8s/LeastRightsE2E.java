package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.k8s.Names;
import dev.forge.k8s.install.Right;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine on the machine of somebody who has, in one namespace, the rights that it asks for, and no others. */
@Timeout(600)
class LeastRightsE2E {
    private static final String ENGINEER = "engineer";

    @TempDir
    private Path folder;

    private final KubernetesClient client = Cluster.shared().client();
    private final Space space = Space.named("least");

    @AfterEach
    void clear() throws Exception {
        forge("down", "--kubernetes");
        space.close();
    }

    @Test
    void theyRunAChainThereAndLeaveNothingBehind() throws Exception {
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                name: least
                modules:
                  - name: only
                    image: busybox:1.36
                    command: [sh, -c, "echo was here"]
                """);

        assertThat(forge(
                        "run",
                        pipeline.toString(),
                        "--kubernetes",
                        "--kubeconfig",
                        kubeconfig().toString(),
                        "--namespace",
                        space.name(),
                        // They may not look at nodes, by which it would be found.
                        "--s3-host",
                        Host.seenByPods().name()))
                .contains("SUCCEEDED");
        assertThat(forge("logs", "@last", "only")).isEqualTo("was here\n");

        String label = Names.INSTALLATION + "=" + installation();
        assertThat(Kubectl.bearing(label))
                .contains("serviceaccount/forge-module", "persistentvolumeclaim/forge-workspaces", "secret/forge-s3")
                .anyMatch(each -> each.startsWith("job.batch/"));
        assertThat(forge("down", "--kubernetes")).contains("Removed");
        assertThat(Kubectl.bearing(label)).isEmpty();
        assertThat(client.namespaces().withName(space.name()).get()).isNotNull();
    }

    private String installation() {
        return client.serviceAccounts()
                .inNamespace(space.name())
                .withName("forge-module")
                .get()
                .getMetadata()
                .getLabels()
                .get(Names.INSTALLATION);
    }

    private Path kubeconfig() throws IOException, InterruptedException {
        grant();
        Path file = Files.writeString(
                folder.resolve("kubeconfig"), Kubectl.run("config", "view", "--raw", "--minify", "--flatten"));
        String token =
                Kubectl.run("-n", space.name(), "create", "token", ENGINEER).strip();
        Command.of("kubectl", "--kubeconfig", file.toString(), "config", "set-credentials", ENGINEER)
                .and("--token=" + token)
                .run();
        Command.of("kubectl", "--kubeconfig", file.toString(), "config", "set-context", "--current")
                .and("--user=" + ENGINEER)
                .run();
        return file;
    }

    private void grant() {
        RoleBuilder role = new RoleBuilder().withMetadata(named());
        Right.ofAnEngine(client)
                .forEach(right -> role.addNewRule()
                        .withApiGroups(right.group())
                        .withResources(right.resource())
                        .withVerbs(right.verb())
                        .endRule());
        client.resource(new ServiceAccountBuilder().withMetadata(named()).build())
                .create();
        client.resource(role.build()).create();
        client.resource(new RoleBindingBuilder()
                        .withMetadata(named())
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", ENGINEER)
                        .addNewSubject("", "ServiceAccount", ENGINEER, space.name())
                        .build())
                .create();
    }

    private ObjectMeta named() {
        return new ObjectMetaBuilder()
                .withName(ENGINEER)
                .withNamespace(space.name())
                .build();
    }

    private String forge(String... arguments) throws IOException, InterruptedException {
        return Command.forge(folder.resolve("home"), arguments).run();
    }
}
