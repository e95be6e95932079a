package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.KeptPipelines;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.view.DiffText;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two versions of a pipeline. */
@Command(
        name = "diff",
        description = {
            "Shows what one version of a pipeline says otherwise than another: - is gone, + is new, ~ is changed.",
            "Modules are told apart by their names, not by their places."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge pipelines diff weather 1 3",
            "  ./forge pipelines diff weather 1         from 1 to the newest",
            "  ./forge pipelines diff weather           from the one before to the newest",
            "  ./forge pipelines diff weather 1 3 -o json"
        })
final class PipelinesDiffCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = PipelineNameConverter.class,
            description = "The pipeline's name.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "V1", description = "A version.")
    private Optional<Integer> from = Optional.empty();

    @Parameters(index = "2", arity = "0..1", paramLabel = "V2", description = "The version to compare it to.")
    private Optional<Integer> to = Optional.empty();

    PipelinesDiffCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        KeptPipelines pipelines = shell.starter(server.uri()).pipelines();
        JsonNode diff = pipelines.diff(name, from, to);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(diff));
            return ExitCode.OK;
        }
        DiffText text = new DiffText(
                pipeline(pipelines, diff.path("from")),
                pipeline(pipelines, diff.path("to")),
                shell.terminal().ink());
        shell.terminal().lines(text.lines(diff));
        return ExitCode.OK;
    }

    private JsonNode pipeline(KeptPipelines pipelines, JsonNode version) {
        return pipelines
                .show(new PipelineReference(name, Optional.of(version.asInt())))
                .path("pipeline");
    }
}
