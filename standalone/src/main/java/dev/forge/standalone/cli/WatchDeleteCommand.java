package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a watch. */
@Command(
        name = "delete",
        description =
                "Deletes a watch. Its runs go on, and what it has seen stays known: made anew, it starts nothing twice.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch delete stations"})
final class WatchDeleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    WatchDeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).watches().delete(watch.name());
        shell.terminal().line("watch " + watch.name() + ": deleted; its runs go on");
        return ExitCode.OK;
    }
}
