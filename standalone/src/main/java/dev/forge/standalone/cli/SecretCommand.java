package dev.forge.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes Secrets on a cluster from what the person at the command line has. */
@Command(
        name = "secret",
        description = {
            "Makes a Secret on a cluster from logins and keys that you have on this machine.",
            "It changes no Secret that Forge has not made, and prints no value."
        },
        synopsisSubcommandLabel = "KIND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge secret pull --registry registry.example    pulls of images",
            "  ./forge secret aws --profile forge                 the object store",
            "  ./forge secret aws --dry-run"
        })
final class SecretCommand implements Runnable {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SecretCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new SecretCommand(shell))
                .addSubcommand(new SecretPullCommand(shell))
                .addSubcommand(new SecretAwsCommand(shell));
        line.getSubcommands().values().forEach(kind -> HelpOption.addTo(kind.getCommandSpec()));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(shell.err());
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which kind of Secret: pull or aws.");
    }
}
