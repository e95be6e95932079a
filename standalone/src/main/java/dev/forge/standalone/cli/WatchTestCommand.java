package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.WatchText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what a watch would start now. */
@Command(
        name = "test",
        description = "Looks at the bucket and tells which objects would start runs now, or once they have settled."
                + " Nothing is started or noted.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch test stations"})
final class WatchTestCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit = 50;

    WatchTestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode found = shell.starter(server.uri()).watches().test(watch.name(), limit);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
        } else {
            shell.terminal().lines(WatchText.trial(found, shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
