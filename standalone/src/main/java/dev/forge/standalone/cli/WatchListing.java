package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.WatchText;
import picocli.CommandLine.Mixin;

/** The list of watches, with its options: {@code ./forge watch} alone, and {@code ./forge watch list}. */
final class WatchListing {
    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    int tell(Shell shell) {
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
