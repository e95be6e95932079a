package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.RunReference;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ResultDiffText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the results of two runs. */
@Command(
        name = "compare",
        description = {
            "Shows what the second run's results have otherwise than the first run's: - is gone, + is new, ~ is changed.",
            "Files are told by their steps and names, objects by their keys, lists by their places."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge results compare weather-7k2m9xa @last",
            "  ./forge results compare weather-7k2m9xa @last --step monthly --name summary.json",
            "  ./forge results compare weather-7k2m9xa @last -o json"
        })
final class ResultsCompareCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "RUN", description = "A run's id, the beginning of one, or @last.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "RUN", description = "The run to compare it to.")
    private String other = "";

    @Option(names = "--step", paramLabel = "STEP", description = "Only this step's results.")
    private Optional<String> step = Optional.empty();

    @Option(names = "--name", paramLabel = "FILE", description = "Only this file.")
    private Optional<String> name = Optional.empty();

    ResultsCompareCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode compared = starter.results()
                .compare(new RunReference(run).resolve(starter), new RunReference(other).resolve(starter), step, name);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(compared));
        } else {
            shell.terminal()
                    .lines(ResultDiffText.lines(compared, shell.terminal().ink()));
        }
        return ExitCode.OK;
    }
}
