package dev.forge.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Does something to the archive as a whole. */
@Command(
        name = "archive",
        description = "Sees to the archive, which keeps what Temporal forgets.",
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = "  ./forge archive rebuild --wait")
final class ArchiveCommand implements Runnable {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private ArchiveCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new ArchiveCommand(shell)).addSubcommand(new ArchiveRebuildCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(shell.err());
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do with the archive: rebuild.");
    }
}
