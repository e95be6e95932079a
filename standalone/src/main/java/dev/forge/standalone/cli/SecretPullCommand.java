package dev.forge.standalone.cli;

import dev.forge.k8s.secrets.SecretSpec;
import dev.forge.standalone.credentials.DockerLogins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the Secret by which kubelet pulls images. */
@Command(
        name = "pull",
        description = {
            "Makes the Secret by which a cluster pulls images, from your logins of docker or podman.",
            "Passwords that docker keeps in a credential helper are not in its file; it says what to do then."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge secret pull                                  all logins of ~/.docker/config.json",
            "  ./forge secret pull --registry registry.example --namespace team-b",
            "  ./forge secret pull --docker-config ./pull.json --dry-run"
        })
final class SecretPullCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SecretTarget target = new SecretTarget();

    @Option(names = "--name", paramLabel = "NAME", description = "Of the Secret; forge-pull by default.")
    private String name = "forge-pull";

    @Option(
            names = "--registry",
            paramLabel = "HOST",
            description = "Only the login to this one; may be given several times.")
    private List<String> registries = new ArrayList<>();

    @Option(names = "--docker-config", paramLabel = "FILE", description = "Instead of docker's or podman's own file.")
    private @Nullable Path config;

    SecretPullCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        DockerLogins logins = DockerLogins.read(Optional.ofNullable(config), shell.environment());
        DockerLogins.Chosen chosen = logins.choose(registries);
        if (chosen.registries().stream().anyMatch(host -> host.contains(".dkr.ecr."))) {
            shell.err()
                    .println(
                            "Warning: a login to ECR ends after 12 hours, and the Secret with it. Nodes of EKS pull from"
                                    + " ECR by their own identity and need no Secret.");
        }
        target.put(
                shell,
                SecretSpec.pull(name, chosen.dockerConfig()),
                logins.file() + " (" + String.join(", ", chosen.registries()) + ")",
                "For modules, set FORGE_MODULES_PULL_SECRETS=" + name
                        + "; for Forge's own pods: kubectl -n NAMESPACE patch"
                        + " serviceaccount forge-worker -p '{\"imagePullSecrets\": [{\"name\": \"" + name
                        + "\"}]}', and forge-starter as well.");
        return ExitCode.OK;
    }
}
