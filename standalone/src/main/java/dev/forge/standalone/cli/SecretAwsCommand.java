package dev.forge.standalone.cli;

import dev.forge.k8s.secrets.SecretSpec;
import dev.forge.standalone.credentials.AwsKeys;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the Secret by which Source, Sink and the logs reach the object store. */
@Command(
        name = "aws",
        description = {
            "Makes the Secret by which Source, Sink and the logs reach the object store.",
            "It is of an AWS profile or the AWS_… variables. An object store that is not Amazon's takes such keys as well."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge secret aws --profile forge",
            "  AWS_ACCESS_KEY_ID=… AWS_SECRET_ACCESS_KEY=… ./forge secret aws --namespace team-b",
            "  ./forge secret aws --dry-run"
        })
final class SecretAwsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private SecretTarget target = new SecretTarget();

    @Option(names = "--name", paramLabel = "NAME", description = "Of the Secret; forge-object-store by default.")
    private String name = "forge-object-store";

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "A profile of ~/.aws; without it the AWS_… variables, AWS_PROFILE, or the default profile.")
    private @Nullable String profile;

    SecretAwsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        AwsKeys keys = AwsKeys.find(Optional.ofNullable(profile), shell.environment());
        if (keys.expire()) {
            shell.err()
                    .println(
                            "Warning: these keys have a session token and end by themselves, within hours; runs fail then."
                                    + " Use keys of a user of its own, or an identity of the service accounts (IRSA, EKS Pod"
                                    + " Identity) and no Secret.");
        }
        target.put(
                shell,
                SecretSpec.variables(name, keys.variables()),
                keys.from(),
                "For Source and Sink, set FORGE_TRANSFER_CREDENTIALS_SECRET=" + name
                        + "; worker and starter read it when they start: kubectl -n NAMESPACE rollout restart deployment.");
        return ExitCode.OK;
    }
}
