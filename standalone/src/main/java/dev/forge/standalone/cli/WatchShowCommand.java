package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.WatchText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a watch. */
@Command(
        name = "show",
        description = {
            "Shows a watch, its version, and what keeps it from its work.",
            "It tells how many objects the watch has seen, how many wait, and when it looked at its bucket."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch show stations", "  ./forge watch show stations -o json | jq .objects.pending"})
final class WatchShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private WatchNameParameter watch = new WatchNameParameter();

    WatchShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode found = shell.starter(server.uri()).watches().show(watch.name());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
        } else {
            shell.terminal().lines(WatchText.lines(found, shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
