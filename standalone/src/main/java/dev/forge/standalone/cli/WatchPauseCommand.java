package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses a watch. */
@Command(
        name = "pause",
        description =
                "Pauses a watch: it looks at its bucket no more and starts nothing until it is resumed. Runs that are open go on.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch pause stations"})
final class WatchPauseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    WatchPauseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).watches().pause(watch.name());
        shell.terminal().line("watch " + watch.name() + ": paused");
        return ExitCode.OK;
    }
}
