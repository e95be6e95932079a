package dev.forge.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes a pipeline off the list. */
@Command(
        name = "delete",
        description = {
            "Deletes a pipeline: it is not listed any more, and cannot be run by its name alone.",
            "Its versions stay: they can be read, compared and run, and the next put goes on counting."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge pipelines delete weather"})
final class PipelinesDeleteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            converter = PipelineNameConverter.class,
            description = "The pipeline's name.")
    private String name = "";

    PipelinesDeleteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.starter(server.uri()).pipelines().delete(name);
        shell.terminal()
                .line("Pipeline " + name + " is deleted; its versions stay: ./forge pipelines versions " + name);
        return ExitCode.OK;
    }
}
