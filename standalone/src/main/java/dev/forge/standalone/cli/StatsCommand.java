package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.view.StatsTable;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts how runs ended. */
@Command(
        name = "stats",
        description = "Counts the runs that succeeded and failed, and the attempts that were retried, by pipeline.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge stats",
            "  ./forge stats --since 7d",
            "  ./forge stats -o json | jq '.pipelines[] | select(.failedJob > 0)'"
        })
final class StatsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what has ended since: 24h, 7d, or 2026-11-21T12:00:00Z (default: all that is kept).")
    private Optional<String> since = Optional.empty();

    StatsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        JsonNode stats = shell.starter(server.uri()).stats(since);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(stats));
        } else {
            shell.terminal()
                    .lines(StatsTable.lines(
                            stats.path("pipelines"), shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
