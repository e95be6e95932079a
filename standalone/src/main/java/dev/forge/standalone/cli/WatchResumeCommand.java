package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resumes a watch. */
@Command(
        name = "resume",
        description = "Resumes a watch that is paused. What has come meanwhile starts runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch resume stations"})
final class WatchResumeCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    WatchResumeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).watches().resume(watch.name());
        shell.terminal().line("watch " + watch.name() + ": at work");
        return ExitCode.OK;
    }
}
