package dev.forge.standalone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists all commands, explains one, or tells what kubectl can show. */
@Command(
        name = "help",
        description =
                "Lists the commands or explains one; \"kubectl\" tells what kubectl can show of this home's runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge help", "  ./forge help run", "  ./forge help kubectl     ready to paste"})
final class HelpCommand implements Callable<Integer> {
    private static final String KUBECTL = "kubectl";

    private final Shell shell;

    @Spec
    private CommandSpec command;

    @Parameters(index = "0", arity = "0..1", paramLabel = "TOPIC", description = "A command, or kubectl.")
    private Optional<String> topic = Optional.empty();

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine forge = command.parent().commandLine();
        if (topic.isEmpty()) {
            forge.usage(forge.getOut());
            return ExitCode.OK;
        }
        if (topic.get().equals(KUBECTL)) {
            return new KubectlHelp(shell).tell();
        }
        explained(forge, topic.get()).usage(forge.getOut());
        return ExitCode.OK;
    }

    private CommandLine explained(CommandLine forge, String name) {
        return Optional.ofNullable(forge.getSubcommands().get(name))
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "There is no command " + name + ". ./forge help lists them."));
    }
}
