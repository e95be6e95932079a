package dev.forge.standalone.cli;

import dev.forge.standalone.client.KeptPipelines;
import dev.forge.standalone.client.PipelineReference;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a version of a pipeline. */
@Command(
        name = "show",
        description = {
            "Shows a pipeline as a pipeline file in YAML, without defaults and comments.",
            "With -o json also says which version it is and when that was made."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge pipelines show weather                        the newest version",
            "  ./forge pipelines show weather@1 > weather.yaml       can be put back as it is",
            "  ./forge pipelines show weather -o json | jq .version"
        })
final class PipelinesShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME[@VERSION]",
            converter = PipelineReferenceConverter.class,
            description = "The pipeline; its newest version where none is named.")
    private @Nullable PipelineReference pipeline;

    PipelinesShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        KeptPipelines pipelines = shell.starter(server.uri()).pipelines();
        PipelineReference shown = Objects.requireNonNull(pipeline);
        if (output.json()) {
            shell.terminal().line(OutputOption.pretty(pipelines.show(shown)));
        } else {
            byte[] yaml = pipelines.yaml(shown).getBytes(StandardCharsets.UTF_8);
            shell.terminal().bytes(yaml, yaml.length);
        }
        return ExitCode.OK;
    }
}
