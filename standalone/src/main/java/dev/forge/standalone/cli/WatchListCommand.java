package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.WatchText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists watches of buckets, as {@code ./forge watch} alone does. */
@Command(
        name = "list",
        description = "Lists the watches of buckets, as ./forge watch alone does.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge watch list", "  ./forge watch list -o json | jq -r '.watches[].name'"})
final class WatchListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    WatchListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return list(shell, server, output, page);
    }

    static int list(Shell shell, ServerOption server, OutputOption output, PageOption page) {
        JsonNode found = shell.starter(server.uri()).watches().list(page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(WatchText.table(found.path("watches"), shell.terminal().ink()));
        page.tellNext(found, "./forge watch", shell);
        return ExitCode.OK;
    }
}
