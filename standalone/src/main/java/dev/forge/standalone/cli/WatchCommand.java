package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists watches of buckets. */
@Command(
        name = "watch",
        description = {
            "Lists the watches of buckets, or does COMMAND with one of them.",
            "Each new or changed object below a watch's prefix starts one run of a pipeline, while an engine is up."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge watch",
            "  ./forge watch put stations.yaml",
            "  ./forge watch test stations                  what it would start now",
            "  ./forge watch show stations",
            "  ./forge watch objects stations --state PENDING"
        })
final class WatchCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private WatchListing watches = new WatchListing();

    private WatchCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new WatchCommand(shell))
                .addSubcommand(new WatchListCommand(shell))
                .addSubcommand(new WatchPutCommand(shell))
                .addSubcommand(new WatchShowCommand(shell))
                .addSubcommand(new WatchObjectsCommand(shell))
                .addSubcommand(new WatchTestCommand(shell))
                .addSubcommand(new WatchPauseCommand(shell))
                .addSubcommand(new WatchResumeCommand(shell))
                .addSubcommand(new WatchDeleteCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        return watches.tell(shell);
    }
}
