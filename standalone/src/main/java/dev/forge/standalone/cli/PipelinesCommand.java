package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.PipelineVersion;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.PipelineTable;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the pipelines that are kept under their names. */
@Command(
        name = "pipelines",
        description = {
            "Lists the pipelines that are kept under their names, or does COMMAND with one of them.",
            "A pipeline is kept in all its versions: 1, 2, 3 and so on, which never change."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge pipelines",
            "  ./forge pipelines put weather.yaml",
            "  ./forge run weather                          the newest version",
            "  ./forge pipelines diff weather 1 3",
            "  ./forge pipelines -o json | jq -r '.pipelines[].name'"
        })
final class PipelinesCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    private PipelinesCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new PipelinesCommand(shell))
                .addSubcommand(new PipelinesPutCommand(shell))
                .addSubcommand(new PipelinesShowCommand(shell))
                .addSubcommand(new PipelinesVersionsCommand(shell))
                .addSubcommand(new PipelinesDiffCommand(shell))
                .addSubcommand(new PipelinesDeleteCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode found = starter.pipelines().list(page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(PipelineTable.lines(
                        PipelineVersion.listed(found, starter), shell.terminal().ink()));
        page.tellNext(found, "./forge pipelines", shell);
        return ExitCode.OK;
    }
}
