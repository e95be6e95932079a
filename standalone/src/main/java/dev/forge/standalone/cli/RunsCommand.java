package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.RunSummary;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.RunTable;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists runs. */
@Command(
        name = "runs",
        description = "Lists runs, open ones first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge runs",
            "  ./forge runs --status FAILED,CANCELED --pipeline weather",
            "  ./forge runs --label team=climate --started-after 2026-11-21T00:00:00Z",
            "  ./forge runs --pipeline weather --longer-than 1h",
            "  ./forge runs --text nightly                    by a part of their ids, or of a label's value",
            "  ./forge runs -o json | jq -r '.runs[].id'"
        })
final class RunsCommand implements Callable<Integer> {
    private static final String NONE = "No runs. Start one with ./forge run FILE.";

    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private RunFilterOptions filters = new RunFilterOptions();

    @Mixin
    private PageOption page = new PageOption();

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode found = starter.runs(page.limit(), filters.filter(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(RunTable.lines(
                        RunSummary.listed(found, starter),
                        NONE,
                        Instant.now(),
                        shell.terminal().ink()));
        page.tellNext(found, "./forge runs", shell);
        return ExitCode.OK;
    }
}
