package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.RunSummary;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.RunTable;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists runs. */
@Command(
        name = "runs",
        description = "Lists runs, open ones first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge runs",
            "  ./forge runs --status FAILED --pipeline weather",
            "  ./forge runs -o json | jq -r '.runs[].id'"
        })
final class RunsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--status", paramLabel = "STATE", description = "Only runs in this state (RUNNING, FAILED, …).")
    private Optional<String> status = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only runs of this pipeline.")
    private Optional<String> pipeline = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--cursor", paramLabel = "NEXT", description = "Goes on where an earlier list ended.")
    private Optional<String> cursor = Optional.empty();

    RunsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode page = starter.runs(limit, status, pipeline, cursor);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(page));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(RunTable.lines(
                        RunSummary.listed(page, starter),
                        Instant.now(),
                        shell.terminal().ink()));
        if (page.hasNonNull("next")) {
            shell.err()
                    .println("There are more: ./forge runs --cursor "
                            + page.path("next").asText());
        }
        return ExitCode.OK;
    }
}
