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
        return list(found, starter, NONE, output, page, "./forge runs", shell);
    }

    /**
     * Lists runs as a starter has answered them.
     *
     * @param none what is said where there are none
     * @param again the command by which the next of them come
     */
    static int list(
            JsonNode found,
            StarterClient starter,
            String none,
            OutputOption output,
            PageOption page,
            String again,
            Shell shell) {
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(RunTable.lines(
                        RunSummary.listed(found, starter),
                        none,
                        Instant.now(),
                        shell.terminal().ink()));
        page.tellNext(found, again, shell);
        return ExitCode.OK;
    }
}
