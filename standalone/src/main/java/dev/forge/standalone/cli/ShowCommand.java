package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.ControlText;
import dev.forge.standalone.view.FailureText;
import dev.forge.standalone.view.OriginText;
import dev.forge.standalone.view.RunScreen;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one run. */
@Command(
        name = "show",
        description = "Shows a run: its steps, times, attempts, and why it failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge show @last",
            "  ./forge show weather-4q        the beginning of an id will do",
            "  ./forge show @last -o json | jq -r .state"
        })
final class ShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private RunReferenceParameter run = new RunReferenceParameter();

    ShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        return show(starter.run(run.resolve(starter)), starter, output, shell);
    }

    /** Shows a run as a starter has answered it. */
    static int show(JsonNode found, StarterClient starter, OutputOption output, Shell shell) {
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        RunReport report = starter.as(RunReport.class, found);
        RunScreen screen =
                new RunScreen(shell.terminal().width(), shell.terminal().ink());
        shell.terminal().lines(screen.lines(report, Map.of(), Instant.now()));
        if (found.has("watch")) {
            WatchedObject watch = starter.as(WatchedObject.class, found.path("watch"));
            shell.terminal().line(OriginText.watch(watch, shell.terminal().ink()));
        }
        shell.terminal()
                .lines(ControlText.changes(report.changes(), shell.terminal().ink()));
        shell.terminal()
                .lines(FailureText.lines(
                        report, Map.of(), report.pipeline(), shell.terminal().ink()));
        return ExitCode.OK;
    }
}
