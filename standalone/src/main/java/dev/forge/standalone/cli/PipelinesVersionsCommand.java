package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.PipelineVersion;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.view.PipelineTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the versions of a pipeline. */
@Command(
        name = "versions",
        description = "Lists the versions of a pipeline, the newest first, also of one that is deleted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge pipelines versions weather",
            "  ./forge pipelines versions weather -o json | jq '.versions[0].version'"
        })
final class PipelinesVersionsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private PageOption page = new PageOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = PipelineNameConverter.class,
            description = "The pipeline's name.")
    private String name = "";

    PipelinesVersionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        StarterClient starter = shell.starter(server.uri());
        JsonNode found = starter.pipelines().versions(name, page.limit(), page.cursor());
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(found));
            return ExitCode.OK;
        }
        shell.terminal()
                .lines(PipelineTable.lines(
                        PipelineVersion.listed(found, starter), shell.terminal().ink()));
        page.tellNext(found, "./forge pipelines versions " + name, shell);
        return ExitCode.OK;
    }
}
