package dev.forge.standalone.cli;

import dev.forge.contract.pipeline.PipelineSchema;
import dev.forge.contract.pipeline.PipelineTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the pipeline file that a new author starts from. */
@Command(
        name = "init",
        description = {
            "Writes NAME.yaml, a commented pipeline to start from, and the schema for editors.",
            "By the schema beside it they complete and check pipeline files. Overwrites no pipeline."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge init weather", "  ./forge run weather.yaml --source ./input --sink ./out"})
final class InitCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The pipeline's name: lower-case letters, digits and dashes.")
    private String name = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Where; the current folder by default.")
    private Path folder = Path.of("");

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path file = folder.resolve(name + ".yaml");
        String template = template();
        try {
            Files.createDirectories(folder.toAbsolutePath());
            Files.writeString(file, template, StandardOpenOption.CREATE_NEW);
            Files.writeString(folder.resolve(PipelineSchema.FILE_NAME), PipelineSchema.text());
        } catch (FileAlreadyExistsException e) {
            throw new ParameterException(
                    spec.commandLine(), file + " is there already. Choose another name, or move it away.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toAbsolutePath() + " cannot be written.", e);
        }
        shell.terminal().line("Wrote " + file + ". Run it with ./forge run " + file + " --source ./input --sink ./out");
        return ExitCode.OK;
    }

    private String template() {
        try {
            return PipelineTemplate.yaml(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
        }
    }
}
